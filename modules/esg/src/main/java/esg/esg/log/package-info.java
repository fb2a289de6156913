/**
 * How a node's log looks: lines of text, as {@code logback.xml} says, or JSON objects. What is logged, and from which level on, is decided
 * elsewhere. Read {@link esg.esg.log.NodeLog} first; {@link esg.esg.log.Pairs} finds the fields in a message, a pure function.
 */
@NullMarked
package esg.esg.log;

import org.jspecify.annotations.NullMarked;
