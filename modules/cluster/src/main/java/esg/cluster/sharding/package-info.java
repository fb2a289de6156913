/**
 * One actor per account, on the instance that placement says (BND-01..08). {@link esg.cluster.sharding.AccountSharding} is all that
 * others see. Accounts run because they are configured, not because somebody speaks to them: {@link esg.cluster.sharding.Sweep}
 * wakes them. {@link esg.cluster.sharding.Guard} keeps a second actor of an account from starting before the first has
 * ended, {@link esg.cluster.sharding.HandOver} asks other nodes for that (BND-06). What an account does is deliberately absent: it
 * is a behaviour passed in.
 */
@NullMarked
package esg.cluster.sharding;

import org.jspecify.annotations.NullMarked;
