/**
 * Reads and checks documents that people and programs write, as plain JDK maps: the store, the REST interface and the
 * tests share one reader and one set of refusals. JSON is deliberately absent. Every error names its field, and all
 * errors of a document are told at once. Read {@link esg.domain.form.Fields} first.
 */
@NullMarked
package esg.domain.form;

import org.jspecify.annotations.NullMarked;
