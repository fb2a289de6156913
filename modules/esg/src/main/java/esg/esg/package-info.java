/**
 * The program: its command line, its settings and the wiring that joins the modules. Nothing about SIP or accounts is decided here, and each
 * module reads its own settings; what stands here are those of the node as a whole. Read {@link esg.esg.Cli}, then
 * {@link esg.esg.EsgSettings}.
 */
@NullMarked
package esg.esg;

import org.jspecify.annotations.NullMarked;
