package esg.admin.why;

import esg.domain.config.Config;
import esg.domain.match.Candidate;
import esg.domain.match.ServerAddresses;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/** What a node tells of calls that do not come in. Nothing here changes anything or sends anything. */
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
    }

    /** What would become of an INVITE that came in at this node now. Fails with {@link Unreadable}. */
    CompletionStage<Explanation> explain(Packet packet);

    CompletionStage<Standing> standing();

    /** INVITEs this node refused, the newest first. */
    List<Refused> refused();

    /** One of them, as long as it is kept. */
    Optional<Refused> refused(String id);
}
