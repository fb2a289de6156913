/** What things cost on this machine. Not run with the tests: nothing else may run beside a measurement. */
@NullMarked
package esg.e2e.cost;

import org.jspecify.annotations.NullMarked;
