/**
 * Decides who asks, and what they may: tokens, sessions of browsers, roles, the pace of attempts. Pure functions and small guarded tables; no HTTP is
 * known here and nothing is kept but through the ports of {@code esg.domain.access}. Read {@link esg.admin.access.Permissions} first.
 */
@NullMarked
package esg.admin.access;

import org.jspecify.annotations.NullMarked;
