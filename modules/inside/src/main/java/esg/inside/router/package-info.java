/**
 * Decides where calls go: by the rules of their domain, in both directions. A call from a provider is asked about through
 * {@link esg.inside.router.Router}; one from the inside comes in at {@link esg.inside.router.InsideIngress} and tries its rules one by one
 * in a {@link esg.inside.router.Hunt}. Which account an incoming call belongs to is not decided here, and numbers are rewritten elsewhere.
 */
@NullMarked
package esg.inside.router;

import org.jspecify.annotations.NullMarked;
