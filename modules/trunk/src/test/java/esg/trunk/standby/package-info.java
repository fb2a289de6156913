/** Tests of the stand-by for calls. */
@NullMarked
package esg.trunk.standby;

import org.jspecify.annotations.NullMarked;
