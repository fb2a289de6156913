/**
 * Keeps call detail records in a table that all nodes share; a record that two nodes write is there once. When they are written, and what
 * happens while the database is away, is deliberately absent. Read {@link esg.store.cdr.JdbcCdrs} first.
 */
@NullMarked
package esg.store.cdr;

import org.jspecify.annotations.NullMarked;
