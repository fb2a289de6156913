/**
 * Which instance serves an account (BND-01..11, A-07): a ranking that every node computes alike, so that nobody has
 * to be asked. Who is alive and who holds an account now is deliberately absent (module cluster).
 */
@NullMarked
package esg.domain.placement;

import org.jspecify.annotations.NullMarked;
