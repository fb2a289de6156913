/**
 * All that touches Pekko's inside, and nothing else: its own keep-majority decides which side of a partition goes on, only sooner than its
 * built-in second ({@link esg.cluster.downing.FastDowning}), its failure detector listens to our lifeline
 * ({@link esg.cluster.downing.LifelineDetector}), and its shard coordinator learns sooner who has gone ({@link
 * esg.cluster.downing.CoordinatorHints}). Pekko makes the first two by name, see esg-cluster.conf. When Pekko changes,
 * {@code PekkoInsideTest} fails: read the changes there before raising the version.
 */
@NullMarked
package esg.cluster.downing;

import org.jspecify.annotations.NullMarked;
