package esg.domain.config;

/** A tenant of the platform: its SIP domain, lower case, and a name for people. */
public record Domain(String d, String name) {}
