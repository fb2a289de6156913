/**
 * Decides how configuration is read and written over HTTP: verbs, preconditions (RFC 9110 §13), merge patch
 * (RFC 7396) and how each refusal is told (RFC 9457). What a valid document is stands in the forms of
 * {@code esg.domain}, how it is kept in its repositories; neither is known here beyond those ports, and one
 * {@link esg.admin.rest.Resource} serves every kind of document. Read {@link esg.admin.rest.AdminServer} first.
 */
@NullMarked
package esg.admin.rest;

import org.jspecify.annotations.NullMarked;
