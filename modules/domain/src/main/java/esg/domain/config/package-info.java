/**
 * The configuration as the rest of a node sees it: an immutable snapshot, a feed of changes, and the ports by which
 * documents are kept. How and where they are kept is deliberately absent (module store). Read
 * {@link esg.domain.config.Config} first.
 */
@NullMarked
package esg.domain.config;

import org.jspecify.annotations.NullMarked;
