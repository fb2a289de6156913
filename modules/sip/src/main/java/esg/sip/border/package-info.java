/**
 * The border filter at the sockets (BRD-01..08): which packets are let in, counted by rule, and noted as BANNED. What the rules mean is
 * decided in {@code esg.domain.border}; answering a refused request is left to {@code esg.sip.transaction}. Read
 * {@link esg.sip.border.Border} first.
 */
@org.jspecify.annotations.NullMarked
package esg.sip.border;
