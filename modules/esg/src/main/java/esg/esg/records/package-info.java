/**
 * Writes down calls that have ended: into the table and into a file a day, beside all that makes calls, and takes out what is too old. What a
 * record says is deliberately absent ({@link esg.trunk.cdr.Cdrs}). Read {@link esg.esg.records.CallRecords} first.
 */
@NullMarked
package esg.esg.records;

import org.jspecify.annotations.NullMarked;
