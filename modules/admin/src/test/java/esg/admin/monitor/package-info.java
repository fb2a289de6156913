/** Shows that the monitor's answers have the original's shape. */
@NullMarked
package esg.admin.monitor;

import org.jspecify.annotations.NullMarked;
