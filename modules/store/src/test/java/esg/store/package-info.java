/** The store against both databases it knows: H2 in a folder, PostgreSQL started for the test. */
@NullMarked
package esg.store;

import org.jspecify.annotations.NullMarked;
