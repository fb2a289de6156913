/** Passwords there and back, and keys that do not fit. */
@NullMarked
package esg.store.secret;

import org.jspecify.annotations.NullMarked;
