@NullMarked
package esg.trunk.refer;

import org.jspecify.annotations.NullMarked;
