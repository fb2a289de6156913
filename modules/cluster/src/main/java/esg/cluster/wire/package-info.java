/**
 * What may cross nodes or reach the disk, and how it is written. Only the marker {@link esg.cluster.wire.Wire} and its binding in
 * this module's reference.conf; the messages themselves belong to the modules that send them. Sockets and transactions never
 * cross, their ids do.
 */
@NullMarked
package esg.cluster.wire;

import org.jspecify.annotations.NullMarked;
