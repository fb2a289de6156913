/**
 * What REFER (RFC 3515) and Replaces (RFC 3891) ask for, and the messages by which it is done: the news a referrer gets, and offers of our
 * own inside a dialog. Which call is changed, and how, is decided in {@code esg.trunk.call}. Read {@link esg.trunk.refer.ReferTo} first.
 */
@NullMarked
package esg.trunk.refer;

import org.jspecify.annotations.NullMarked;
