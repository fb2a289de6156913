/**
 * What a node counts, for Prometheus ({@code GET /metrics}). Names, labels and help stand in {@link esg.esg.metrics.NodeMetrics} alone; what is
 * counted elsewhere already is read when somebody asks. Read that first.
 */
@NullMarked
package esg.esg.metrics;

import org.jspecify.annotations.NullMarked;
