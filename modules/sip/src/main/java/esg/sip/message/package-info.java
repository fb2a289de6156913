/**
 * SIP messages as an index over the bytes that were received (ADR 3). One pass finds the start line and where each header field stands;
 * values are decoded when asked for; what nobody changes is copied byte for byte into the next message, so that a provider's odd
 * spelling survives. Nothing here knows sockets, transactions or dialogs. Read {@link esg.sip.message.MessageParser} and
 * {@link esg.sip.message.SipMessage}, then {@link esg.sip.message.MessageBuilder}.
 */
@NullMarked
package esg.sip.message;

import org.jspecify.annotations.NullMarked;
