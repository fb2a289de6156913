@NullMarked
package esg.trunk.remote;

import org.jspecify.annotations.NullMarked;
