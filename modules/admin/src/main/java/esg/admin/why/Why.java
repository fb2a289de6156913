package esg.admin.why;

import esg.domain.config.Config;
import esg.domain.match.Candidate;
import esg.domain.match.ServerAddresses;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/** What nodes tell of calls that do not come in. Nothing here changes anything or sends anything. */
public interface Why {
    /** The packet cannot be explained; the message says why, for the one who sent it. */
    final class Unreadable extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public Unreadable(String message) {
            super(message, null, false, false);
        }
    }

    /**
     * The configuration and who serves what.
     *
     * @param node that was asked
     * @param accounts all of them, disabled ones too
     * @param server addresses of that node (INC-06)
     * @param emergency numbers whose rules are tried in another order
     */
    record Standing(
            String node, Config config, List<Candidate> accounts, ServerAddresses server, Set<String> emergency) {
        public Standing {
            accounts = List.copyOf(accounts);
            emergency = Set.copyOf(emergency);
        }

        /** As those may see it who have one domain alone; rules of the border are nobody's of them. */
        public Standing narrowedTo(String d) {
            var own = accounts.stream()
                    .filter(candidate -> candidate.account().d().equals(d))
                    .toList();
            var rules = new Config(
                    config.revision(),
                    config.domains(),
                    config.accounts(),
                    Map.of(d, config.routesOf(d)),
                    Map.of(d, config.normalizationOf(d)),
                    List.of(),
                    config.subscribers(),
                    List.of(),
                    List.of());
            return new Standing(node, rules, own, server, emergency);
        }
    }

    /** What would become of an INVITE that came in at this node now. Fails with {@link Unreadable}. */
    CompletionStage<Explanation> explain(Packet packet);

    CompletionStage<Standing> standing();

    /** INVITEs that nodes refused; one that does not answer in time is named, and the stage does not fail for that. */
    CompletionStage<RefusedEverywhere> refused();

    /**
     * One of them with its packet, as {@link RefusedDocuments} writes it; empty when it is not kept. Fails with
     * {@link esg.admin.nodes.Nodes.NoAnswer}.
     *
     * @param id of a {@link Refused}; a number alone is this node's
     */
    CompletionStage<Optional<Map<String, Object>>> refused(String id);

    /**
     * What would become of it now at the node that keeps it, as {@link MatchDocument} writes it there; else as {@link #refused(String)} and
     * {@link #explain(Packet)}.
     */
    CompletionStage<Optional<Map<String, Object>>> explain(String id);
}
