package esg.sip.locate;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** The domain name system as far as SIP needs it. */
public interface Names {
    /** Kinds of records asked for. */
    enum Kind {
        NAPTR,
        SRV,
        A,
        AAAA
    }

    /** What a name may hold. */
    sealed interface Entry {}

    /** A service of the name (RFC 3403 §4.1); services are those of RFC 3263 §4.1: {@code SIP+D2U}. */
    record Naptr(int order, int preference, String flags, String service, String replacement) implements Entry {}

    /** A server of a service (RFC 2782). */
    record Srv(int priority, int weight, int port, String target) implements Entry {}

    record Ip(InetAddress address) implements Entry {}

    /**
     * What the name holds now.
     *
     * @param entries empty when there is no such name or nothing of that kind
     */
    record Answer(List<Entry> entries, Duration ttl) {}

    /** Asks; the stage fails when no server gave an answer, which is not the same as an answer with nothing in it. */
    CompletionStage<Answer> ask(String name, Kind kind);
}
