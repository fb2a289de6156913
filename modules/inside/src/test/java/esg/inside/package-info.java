/** Whole calls through edge, trunk and inside on loopback sockets, without store, cluster and HTTP. */
@NullMarked
package esg.inside;

import org.jspecify.annotations.NullMarked;
