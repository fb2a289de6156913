/**
 * The program and its command line. Nothing about SIP or accounts is decided here: {@link esg.esg.settings} says what the operator wants,
 * {@link esg.esg.node} joins the modules. Start with {@link esg.esg.Main}.
 */
@NullMarked
package esg.esg;

import org.jspecify.annotations.NullMarked;
