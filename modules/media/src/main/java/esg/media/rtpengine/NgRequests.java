package esg.media.rtpengine;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import esg.media.relay.MediaRelay.End;
import esg.media.relay.Rules;
import java.net.Inet6Address;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** What is said to an engine, as the ng protocol of rtpengine 10.5 knows it. An end's tag is its name. Pure. */
final class NgRequests {
    static final Value.Dictionary PING = new Value.Dictionary(Map.of("command", new Value.Text("ping")));

    private static final String EVENTS = "telephone-event";
    private static final String DIGITS = "0123456789*#ABCD";

    /** What it takes and makes (its own limits). */
    private static final int SHORTEST = 100;

    private static final int LONGEST = 5_000;

    /** Suites that neither hide nor last: an end may otherwise choose them. */
    private static final List<String> WEAK = List.of(
            "no-NULL_HMAC_SHA1_80",
            "no-NULL_HMAC_SHA1_32",
            "no-F8_128_HMAC_SHA1_80",
            "no-F8_128_HMAC_SHA1_32",
            "no-AES_192_CM_HMAC_SHA1_80",
            "no-AES_192_CM_HMAC_SHA1_32");

    private NgRequests() {}

    /**
     * A session as engines are told of it.
     *
     * @param dials whether telephone events may be put in, for which audio is decoded and coded again
     */
    record Subject(String id, Map<End, Rules> rules, boolean dials) {
        Subject {
            rules = Map.copyOf(rules);
        }

        Rules at(End end) {
            return Objects.requireNonNull(rules.get(end), "no rules of " + end);
        }
    }

    static String tag(End end) {
        return end.name().toLowerCase(Locale.ROOT);
    }

    /** The other end's rules say how it is written anew. */
    static Value.Dictionary offer(Subject subject, End from, String sdp) {
        var own = subject.at(from);
        var other = subject.at(from.other());
        var request = description("offer", subject, from, other);
        request.put("sdp", new Value.Text(OfferedCodecs.keep(sdp, own.codecs())));
        // An interface of the engine with the address as its name; without one its first, since the name is unknown to
        // it.
        request.put("direction", Value.Items.of(literal(own), literal(other)));
        request.put("transport-protocol", new Value.Text(other.srtp() ? "RTP/SAVP" : "RTP/AVP"));
        request.put("DTLS", new Value.Text("off"));
        request.put("SDES", Value.Items.of(WEAK));
        request.put("supports", Value.Items.of("load limit"));
        if (!other.codecs().isEmpty()) request.put("codec", new Value.Dictionary(codecs(other.codecs())));
        if (other.ptime() > 0) request.put("ptime", new Value.Whole(other.ptime()));
        if (own.ptime() > 0) request.put("ptime-reverse", new Value.Whole(own.ptime()));
        return new Value.Dictionary(request);
    }

    /** All are hidden but these, which are put in where they were not offered; what is hidden is still transcoded, unlike what is stripped. */
    private static Map<String, Value> codecs(List<String> other) {
        Map<String, Value> codec = new LinkedHashMap<>();
        codec.put("mask", Value.Items.of("all"));
        codec.put("transcode", Value.Items.of(other));
        return codec;
    }

    static Value.Dictionary answer(Subject subject, End from, String sdp) {
        var request = description("answer", subject, from.other(), subject.at(from.other()));
        request.put("sdp", new Value.Text(sdp));
        return new Value.Dictionary(request);
    }

    /**
     * What offer and answer have in common.
     *
     * @param offerer whose tag stands first in both
     * @param told rules of who is told
     */
    private static Map<String, Value> description(String command, Subject subject, End offerer, Rules told) {
        var request = command(command, subject.id());
        request.put("from-tag", new Value.Text(tag(offerer)));
        request.put("to-tag", new Value.Text(tag(offerer.other())));
        request.put("replace", Value.Items.of("origin", "session-connection"));
        request.put("ICE", new Value.Text("remove"));
        request.put("rtcp-mux", Value.Items.of("demux"));
        request.put("address-family", new Value.Text(told.address() instanceof Inet6Address ? "IP6" : "IP4"));
        request.put("media-address", new Value.Text(literal(told)));
        // Ports stay when an end moves, and nobody takes the place of who was heard first.
        request.put(
                "flags",
                subject.dials()
                        ? Value.Items.of("trust-address", "port-latching", "strict-source", "inject-DTMF")
                        : Value.Items.of("trust-address", "port-latching", "strict-source"));
        return request;
    }

    /** As RFC 5952 writes it: the longest run of zeros is left out, so that names of interfaces are found. */
    private static String literal(Rules rules) {
        var literal = rules.address().getHostAddress();
        int zone = literal.indexOf('%');
        if (zone >= 0) literal = literal.substring(0, zone);
        if (!(rules.address() instanceof Inet6Address)) return literal;
        for (int zeros = 8; zeros > 1; zeros--) {
            var shorter = literal.replaceFirst("(^|:)0(:0){" + (zeros - 1) + "}(:|$)", "::");
            if (!shorter.equals(literal)) return shorter;
        }
        return literal;
    }

    private static Map<String, Value> command(String command, String id) {
        Map<String, Value> request = new LinkedHashMap<>();
        request.put("command", new Value.Text(command));
        request.put("call-id", new Value.Text(new String(id.getBytes(UTF_8), ISO_8859_1)));
        return request;
    }

    /** At once; without the delay of its own that an engine may be set to, during which it keeps the ports. */
    static Value.Dictionary delete(String id) {
        var request = command("delete", id);
        request.put("from-tag", new Value.Text(tag(End.CALLER)));
        request.put("to-tag", new Value.Text(tag(End.CALLEE)));
        request.put("delete-delay", new Value.Whole(0));
        return new Value.Dictionary(request);
    }

    static Value.Dictionary query(String id) {
        return new Value.Dictionary(command("query", id));
    }

    /** In the voice of the other end, as rtpengine counts it; empty for what is no digit. */
    static Optional<Value.Dictionary> dial(String id, End to, char digit, int millis) {
        int code = DIGITS.indexOf(Character.toUpperCase(digit));
        if (code < 0) return Optional.empty();
        var request = command("play DTMF", id);
        request.put("from-tag", new Value.Text(tag(to.other())));
        request.put("code", new Value.Whole(code));
        request.put("duration", new Value.Whole(Math.clamp(millis, SHORTEST, LONGEST)));
        return Optional.of(new Value.Dictionary(request));
    }

    /** Whether an end that said this hears telephone events, which its rules may have taken out. */
    static boolean hearsEvents(Rules rules, String sdp) {
        boolean kept = rules.codecs().isEmpty() || rules.codecs().stream().anyMatch(EVENTS::equalsIgnoreCase);
        return kept && sdp.toLowerCase(Locale.ROOT).contains(" " + EVENTS + "/");
    }
}
