/**
 * Joins the node's parts into the answer to "why does this call not come in?": border, edge, search, normalization, routes and the second
 * leg are asked in the order a packet meets them, by the functions that calls go through. Nothing is sent or counted. Each node keeps and
 * explains what it has refused itself; others ask it. Read {@link esg.esg.why.Explainer} first, then {@link esg.esg.why.ClusterWhy}.
 */
@NullMarked
package esg.esg.why;

import org.jspecify.annotations.NullMarked;
