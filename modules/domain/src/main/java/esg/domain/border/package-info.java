/**
 * Who may speak to the outside listeners at all: black and white lists by address, and by what a request says
 * (BRD-01..08). Reading packets, answering and writing log lines are deliberately absent (module sip). Read
 * {@link esg.domain.border.BorderFilter} first.
 */
@NullMarked
package esg.domain.border;

import org.jspecify.annotations.NullMarked;
