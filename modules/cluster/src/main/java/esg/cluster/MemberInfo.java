package esg.cluster;

import esg.domain.placement.Instance;

/**
 * An instance as monitors show it (MON-03, MON-06).
 *
 * @param node {@code esg1@127.0.0.1}
 * @param online it is up and answers
 */
public record MemberInfo(String node, Instance instance, boolean online) {}
