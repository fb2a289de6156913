/**
 * What becomes of registrations and pings, step by step, for who looks for a fault with a provider (LOG-05): the lines of {@code erl_*.log}. Decided
 * here: what a line looks like, and from which level on it is told. What is worth telling, those decide who do it. Read
 * {@link esg.trunk.trace.Traces} first.
 */
@NullMarked
package esg.trunk.trace;

import org.jspecify.annotations.NullMarked;
