/**
 * A dialog (RFC 3261 §12) of an end that is ours altogether: one that answers calls itself, or makes them. The two dialogs of a call that
 * passes through, which carry rewritten numbers, credentials and move between nodes, are {@code esg.trunk.call.Leg}.
 */
@NullMarked
package esg.sip.dialog;

import org.jspecify.annotations.NullMarked;
