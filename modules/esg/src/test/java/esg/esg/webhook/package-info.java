@NullMarked
package esg.esg.webhook;

import org.jspecify.annotations.NullMarked;
