/**
 * Documents in tables, and the snapshots that every node makes of them. A write takes the next global revision under
 * a row lock; a node that knows revision N loads what stands above N. What a document means is deliberately absent:
 * the domain's forms read and write it. Read {@link esg.store.config.JdbcRepository}, then
 * {@link esg.store.config.PolledFeed}.
 */
@NullMarked
package esg.store.config;

import org.jspecify.annotations.NullMarked;
