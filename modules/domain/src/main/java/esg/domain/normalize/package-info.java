/**
 * What happens to names and numbers of a call where it crosses between the provider's number plan and the domain's
 * (NRM-03, NRM-04). Rules of the domain are deliberately absent: when they come, {@link esg.domain.normalize.Normalizer}
 * asks them first and what stands there now is what happens without one.
 */
@NullMarked
package esg.domain.normalize;

import org.jspecify.annotations.NullMarked;
