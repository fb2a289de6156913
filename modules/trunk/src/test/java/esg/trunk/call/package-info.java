@NullMarked
package esg.trunk.call;

import org.jspecify.annotations.NullMarked;
