package esg.esg.why;

import esg.admin.why.Refused;
import esg.domain.match.ServerAddresses;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;

/** What a node tells of INVITEs it refused. For any thread; nothing here blocks. */
interface OwnRefused {
    String node();

    /** By which addresses it is known now (INC-06). */
    ServerAddresses server();

    /** Those with a number below this, the newest first. */
    Stream<Refused> refused(long before);

    /** One with its packet, as long as it is kept. */
    Optional<Map<String, Object>> shown(long number);

    /** What would become of it here now. */
    CompletionStage<Optional<Map<String, Object>>> explained(long number);
}
