/**
 * What {@code ./esg explain} says in a terminal: answers of a running node, asked over REST like anybody may, as plain text. Why a call
 * does not come in is not decided here. Read {@link esg.esg.explain.ExplanationText} first.
 */
@NullMarked
package esg.esg.explain;

import org.jspecify.annotations.NullMarked;
