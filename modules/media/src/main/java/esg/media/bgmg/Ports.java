package esg.media.bgmg;

/** The ports sessions may have, both included. */
public record Ports(int first, int last) {}
