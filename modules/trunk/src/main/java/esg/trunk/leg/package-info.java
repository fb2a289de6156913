/**
 * One side of a call: its dialog, the messages written in it, and the procedures that go on in it. Knows nothing of the other side but the
 * messages it is given.
 */
@NullMarked
package esg.trunk.leg;

import org.jspecify.annotations.NullMarked;
