@NullMarked
package esg.trunk.ping;

import org.jspecify.annotations.NullMarked;
