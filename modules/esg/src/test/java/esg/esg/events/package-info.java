@NullMarked
package esg.esg.events;

import org.jspecify.annotations.NullMarked;
