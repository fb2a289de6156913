@NullMarked
package esg.trunk.registration;

import org.jspecify.annotations.NullMarked;
