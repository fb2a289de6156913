package esg.sip.ban;

import java.time.Duration;

/**
 * A ban this node has just imposed, for others to follow.
 *
 * @param address see {@link esg.domain.ban.Sources#text}
 * @param why offences, as {@link esg.domain.ban.Conduct#because} tells them
 */
public record Imposed(String address, Duration term, String why) {}
