/**
 * Keeps configuration in a relational database, embedded or shared, behind the ports of {@code esg.domain.config}.
 * What a document may hold is decided by the domain's forms; the runtime state of accounts is written by Pekko into a
 * table that only the migrations here know. Read {@link esg.store.Store} first.
 */
@NullMarked
package esg.store;

import org.jspecify.annotations.NullMarked;
