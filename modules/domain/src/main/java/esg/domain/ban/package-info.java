/**
 * When a sender has done wrong often enough to be dropped for a while (SEC-01, SEC-02, BRD-10): offences, what each weighs, a budget for
 * each source, bans that grow by repetition and are forgotten. Pure functions over records; who counts, who drops packets and what the
 * time is are deliberately absent (module sip). Read {@link esg.domain.ban.Conduct} first.
 */
@NullMarked
package esg.domain.ban;

import org.jspecify.annotations.NullMarked;
