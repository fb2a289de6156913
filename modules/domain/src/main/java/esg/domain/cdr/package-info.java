/**
 * What is kept of each call for bills, statistics and complaints: the call detail record, how it is written as a document and as a line of a
 * file, and the port behind which records are kept. Deliberately absent: how a call comes to one, which is module trunk's, and when it is
 * written. Read {@link esg.domain.cdr.Cdr} first.
 */
@NullMarked
package esg.domain.cdr;

import org.jspecify.annotations.NullMarked;
