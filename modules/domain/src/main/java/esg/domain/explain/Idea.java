package esg.domain.explain;

import esg.domain.match.Candidate;
import esg.domain.match.ServerAddresses;
import java.util.List;

/**
 * A change of settings that might let an INVITE in, not tried yet.
 *
 * @param changed the account as it would be
 * @param server the instance's addresses as they would be
 * @param varying values it adds that may differ in the next call
 * @param score how likely it is what the operator wants
 */
record Idea(Candidate changed, ServerAddresses server, List<Change> changes, List<String> varying, int score) {}
