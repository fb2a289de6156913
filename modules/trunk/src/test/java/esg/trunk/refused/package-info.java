@NullMarked
package esg.trunk.refused;

import org.jspecify.annotations.NullMarked;
