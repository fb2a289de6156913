/**
 * Carries one call between a provider and the inside: a back-to-back user agent (RFC 7092) of two legs that share nothing but their
 * actor. One file per procedure: {@link esg.trunk.call.Call} sets a call up and is the place to start, {@code Talking} is its life from
 * the answer on, {@link esg.trunk.leg.Leg} one dialog, {@code SecondInvite} and {@link esg.trunk.leg.Relay} write the messages. Where the
 * second leg goes is not decided here but behind the port {@link esg.trunk.call.SecondLeg}. Session descriptions go through
 * {@code Descriptions}, untouched (MED-01) or by way of a media gateway, and a REFER is carried out here (REF-02) by {@code Transfers}.
 */
@NullMarked
package esg.trunk.call;

import org.jspecify.annotations.NullMarked;
