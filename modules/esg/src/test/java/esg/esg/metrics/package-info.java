@NullMarked
package esg.esg.metrics;

import org.jspecify.annotations.NullMarked;
