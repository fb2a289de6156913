/**
 * Who may ask the gateway over HTTP, and the record of who did what. Roles, tokens and entries of that record are values; which role may do what
 * is deliberately absent (module admin), as is how tokens and entries are kept (module store). Read {@link esg.domain.access.Token} first.
 */
@NullMarked
package esg.domain.access;

import org.jspecify.annotations.NullMarked;
