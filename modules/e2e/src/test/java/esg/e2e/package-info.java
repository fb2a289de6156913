/**
 * Whole calls through a running gateway, with real peers from Debian: SIPp on either side, Kamailio as registrar, baresip for audio.
 * {@link esg.e2e.Esg} starts the gateway as an operator does, {@link esg.e2e.Sipp} plays the scenarios of {@code modules/e2e/scenarios}.
 */
@NullMarked
package esg.e2e;

import org.jspecify.annotations.NullMarked;
