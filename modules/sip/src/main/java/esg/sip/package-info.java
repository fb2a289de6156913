/**
 * The edge: bytes in, messages out, and back. What is written here is what ESG exists for, so the messages, transactions and transports
 * are our own; libraries are let in for sockets, names and the cold headers only, and none of their types leaves this module.
 */
@NullMarked
package esg.sip;

import org.jspecify.annotations.NullMarked;
