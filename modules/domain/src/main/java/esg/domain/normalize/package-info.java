/**
 * What happens to names and numbers of a call where it crosses between the provider's number plan and the domain's
 * (NRM-01..08): rules of the domain, and what happens without one. Where a call goes is decided after it on the way in, before it on the
 * way out (route). Read {@link esg.domain.normalize.Normalizer} first.
 */
@NullMarked
package esg.domain.normalize;

import org.jspecify.annotations.NullMarked;
