@NullMarked
package esg.trunk.leg;

import org.jspecify.annotations.NullMarked;
