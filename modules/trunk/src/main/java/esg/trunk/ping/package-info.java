/**
 * Asks a provider regularly whether it is there, which also keeps the NAT mapping toward it open (REG-12, A-03). Decided here: what is sent,
 * and after how many lost pings a provider counts as away. What follows from that is the account's business. Read
 * {@link esg.trunk.ping.Ping} first; the rule stands in {@link esg.trunk.ping.PingWindow}.
 */
@NullMarked
package esg.trunk.ping;

import org.jspecify.annotations.NullMarked;
