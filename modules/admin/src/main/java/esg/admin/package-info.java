/**
 * What people and programs see of a node over HTTP: configuration in {@code rest}, live state in {@code monitor},
 * and why calls do not come in in {@code why}.
 * Nothing is decided here about accounts or calls; the rules are {@code esg.domain}'s and the facts arrive through
 * {@link esg.admin.monitor.Monitor}. Read {@link esg.admin.rest.AdminServer} first.
 */
@NullMarked
package esg.admin;

import org.jspecify.annotations.NullMarked;
