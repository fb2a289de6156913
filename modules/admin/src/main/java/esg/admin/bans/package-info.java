/**
 * Shows who is banned or close to it, over all nodes (SEC-01, BRD-07). Pure functions over plain records; who asks the nodes is behind
 * {@link esg.admin.bans.Bans}, and no HTTP is known here. Read {@link esg.admin.bans.BanDocuments} first.
 */
@NullMarked
package esg.admin.bans;

import org.jspecify.annotations.NullMarked;
