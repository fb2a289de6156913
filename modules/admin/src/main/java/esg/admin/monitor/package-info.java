/**
 * Decides the shape of the monitor's answers (MON-02 to MON-10): names, nesting and order of every field.
 * Pure functions over plain records; who collects the facts from the nodes is behind {@link esg.admin.monitor.Monitor},
 * and no HTTP is known here. One class asks by itself, {@link esg.admin.monitor.RelatedCalls}: which calls hang together shows only as nodes
 * and records are asked again by what they said before. Read {@link esg.admin.monitor.MonitorDocuments} first.
 */
@NullMarked
package esg.admin.monitor;

import org.jspecify.annotations.NullMarked;
