/** Shows what the HTTP server answers, over real connections against repositories kept in memory. */
@NullMarked
package esg.admin.rest;

import org.jspecify.annotations.NullMarked;
