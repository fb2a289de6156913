/**
 * Bans on a running node (SEC-01, SEC-02, BRD-07, BRD-10): who is dropped at this moment, what is remembered of whom, in bounded memory.
 * How much is borne is decided in {@code esg.domain.ban}; where packets are dropped and refusals charged is up to {@code esg.sip.border}
 * and {@code esg.sip.transaction}. Read {@link esg.sip.ban.Bans} first.
 */
@org.jspecify.annotations.NullMarked
package esg.sip.ban;
