/**
 * Measures what a cluster is worth when nodes die, hang, come back or are restarted, from outside: a registrar of its own notes every packet
 * of every node, phones ({@link esg.esg.drill.calls}) hold calls over it, REST says who serves which account since when, and the log of a node that gives accounts away says when it let them go.
 * Nothing here looks into a node's memory. What is measured and how it is judged is pure ({@link esg.esg.drill.DoubleService},
 * {@link esg.esg.drill.Figures}, {@link esg.esg.drill.Bars}); what does it has processes and sockets ({@link esg.esg.drill.Cases},
 * {@link esg.esg.drill.Registrar}). Start with {@link esg.esg.drill.Drill}.
 */
@NullMarked
package esg.esg.drill;

import org.jspecify.annotations.NullMarked;
