/**
 * Why calls do not come in, for people: what is asked of nodes ({@link esg.admin.why.Why}) and how its answers are written. What makes an
 * account fit, and what would, is decided in {@code esg.domain.match}, {@code esg.domain.explain} and {@code esg.domain.conflict}. Read
 * {@link esg.admin.why.Explanation} first.
 */
@NullMarked
package esg.admin.why;

import org.jspecify.annotations.NullMarked;
