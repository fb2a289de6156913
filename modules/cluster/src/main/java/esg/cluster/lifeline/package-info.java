/**
 * Tells a dead process from a silent one, apart from Pekko and its busy threads: {@link esg.cluster.lifeline.Lifeline} keeps a TCP
 * connection to every other node from a thread and a port of its own, {@link esg.cluster.lifeline.Vitals} judges what it hears.
 * Proof of death is the kernel's word, not a timer: the connection ended and nothing listens there any more, or another process does.
 * What follows from a verdict is deliberately absent: see {@link esg.cluster.fence}. Read docs/adr/0006 first.
 */
@NullMarked
package esg.cluster.lifeline;

import org.jspecify.annotations.NullMarked;
