package esg.domain.explain;

import esg.domain.conflict.AccountPair;
import esg.domain.match.Candidate;
import esg.domain.match.Step;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Settings that let an INVITE in, as the search itself has confirmed.
 *
 * @param account with the changes made
 * @param changesAccount false when only the node's settings change
 * @param step by which it is then found
 * @param allowed whether its sender then passes the source check
 * @param opens whether its sender was none of the account's before: whoever carries it out must be sure that it is the provider, for a scanner
 *     may name an account as well
 * @param conflicts pairs of accounts there were not before; none of them is certain and of one sender
 * @param varying values to be added that other INVITEs of this sender do not have, or that name the caller
 */
public record Suggestion(
        Candidate account,
        boolean changesAccount,
        List<Change> changes,
        Step step,
        boolean allowed,
        boolean opens,
        List<AccountPair> conflicts,
        List<String> varying) {
    public Suggestion {
        changes = List.copyOf(changes);
        conflicts = List.copyOf(conflicts);
        varying = List.copyOf(varying);
    }

    public String text() {
        return changes.stream().map(Change::text).collect(Collectors.joining(" and "));
    }
}
