/**
 * Reaches the database and brings its tables up to date, and says in an operator's words why it cannot. Which
 * documents the tables hold is deliberately absent (package config). The scripts are resources: {@code common} for our
 * tables, one folder per database for those that Pekko prescribes. Read {@link esg.store.schema.JdbcUrl} first.
 */
@NullMarked
package esg.store.schema;

import org.jspecify.annotations.NullMarked;
