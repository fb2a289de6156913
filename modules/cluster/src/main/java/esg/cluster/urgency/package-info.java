/**
 * Which threads of a node come first when there is more to do than processors: those by which nodes know each other alive, then those by
 * which they agree. Asks the kernel, where it lets us; what runs on the threads is not known here. Read {@link esg.cluster.urgency.Urgency}.
 */
@NullMarked
package esg.cluster.urgency;

import org.jspecify.annotations.NullMarked;
