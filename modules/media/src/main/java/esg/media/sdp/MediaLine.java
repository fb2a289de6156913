package esg.media.sdp;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One m= line with what belongs to it.
 *
 * @param kind {@code audio}, {@code video} and so on
 * @param port 0 for a stream that is refused or has ended
 * @param protocol {@code RTP/AVP} and others
 * @param formats in the peer's order of preference
 * @param host where the peer listens, its own c= or the session's; null when neither is there
 * @param encodings rtpmap values by format
 * @param direction the line's own or the session's, else sendrecv
 * @param rtcp value of its a=rtcp (RFC 3605); "" without one
 */
public record MediaLine(
        String kind,
        int port,
        String protocol,
        List<String> formats,
        @Nullable String host,
        Map<String, String> encodings,
        Direction direction,
        String rtcp) {
    private static final String EVENTS = "TELEPHONE-EVENT/8000";
    private static final int TYPES = 128;

    public MediaLine {
        formats = List.copyOf(formats);
        encodings = Map.copyOf(encodings);
    }

    /** The first three words of its m= line, which may hold more than we read. */
    String kindAndPort(String line) {
        return String.join(" ", List.of(line.split("\\s+", 4)).subList(0, 3));
    }

    public boolean isAudio() {
        return kind.equals("audio");
    }

    /** Audio over plain RTP that has not ended. */
    boolean isUsable() {
        return isAudio() && port != 0 && protocol.equals("RTP/AVP");
    }

    /** Whether its packets are RTP from the first one on: not T.38, and not DTLS, whose handshake comes first. */
    public boolean isRtp() {
        return protocol.toUpperCase(Locale.ROOT).startsWith("RTP/");
    }

    /** Whether its payload can be read by who only passes it on. */
    public boolean isPlain() {
        var upper = protocol.toUpperCase(Locale.ROOT);
        return upper.equals("RTP/AVP") || upper.equals("RTP/AVPF");
    }

    /** Whether it travels in UDP packets and has not ended. */
    public boolean isDatagrams() {
        var upper = protocol.toUpperCase(Locale.ROOT);
        return port != 0 && (isRtp() || upper.startsWith("UDP") || upper.startsWith("DTLS/"));
    }

    /** A format of the line that we speak. */
    record Choice(Codec codec, int payloadType) {}

    /** The first we know, since the list stands in order of preference (RFC 3264 §5.1); empty when we know none. */
    Optional<Choice> choice() {
        for (var format : formats) {
            int type = payloadType(format);
            var codec = Codec.of(encoding(format));
            if (type >= 0 && codec.isPresent()) return Optional.of(new Choice(codec.get(), type));
        }
        return Optional.empty();
    }

    /** Number of the key presses (RFC 4733) at 8000 Hz, if the peer sends them. */
    public Optional<Integer> events() {
        return formats.stream()
                .filter(format -> encoding(format).equalsIgnoreCase(EVENTS))
                .findFirst()
                .map(MediaLine::payloadType)
                .filter(type -> type >= 0);
    }

    /** {@code PCMA/8000}: by its rtpmap, or what the number means without one; "" when it says nothing. */
    String encoding(String format) {
        var named = encodings.get(format);
        return named == null ? StaticTypes.encoding(format) : named;
    }

    /** {@code PCMA}, as its rtpmap spells it. */
    String name(String format) {
        var encoding = encoding(format);
        int slash = encoding.indexOf('/');
        return slash < 0 ? encoding : encoding.substring(0, slash);
    }

    /** Ticks a second of a format's timestamps; 8000 where it does not say. */
    public int rate(String format) {
        var parts = encoding(format).split("/");
        return parts.length > 1 && parts[1].matches("[1-9]\\d{0,6}") ? Integer.parseInt(parts[1]) : 8000;
    }

    /** As it stands in a packet; -1 for what is no number of one. */
    public static int payloadType(String format) {
        if (!format.matches("\\d{1,3}")) return -1;
        int type = Integer.parseInt(format);
        return type < TYPES ? type : -1;
    }

    /** Whether the peer listens nowhere, which is how hold was said once (RFC 3264 §8.4). */
    public boolean isNowhere() {
        var listens = literal(host);
        return listens != null && (listens.isAnyLocalAddress() || listens.isMulticastAddress());
    }

    /** Where the peer says it listens; null for nowhere, and for a name: none is looked up, where packets come from tells it (NAT-01). */
    public @Nullable InetSocketAddress remote() {
        var listens = literal(host);
        return listens == null || port == 0 || isNowhere() ? null : new InetSocketAddress(listens, port);
    }

    /** Where it listens for RTCP: beside RTP, if it does not say otherwise (RFC 3550 §11, RFC 3605); null as for {@link #remote}. */
    public @Nullable InetSocketAddress rtcpRemote() {
        var rtp = remote();
        if (rtp == null) return null;
        var words = rtcp.strip().split("\\s+");
        int said = words[0].matches("\\d{1,5}") ? Integer.parseInt(words[0]) : 0;
        int beside = said > 0 && said < 65_536 ? said : port + 1;
        var named = words.length == 4 ? literal(words[3]) : null;
        if (beside > 65_535) return null;
        return new InetSocketAddress(named == null || named.isAnyLocalAddress() ? rtp.getAddress() : named, beside);
    }

    /** Of {@code host}; null when it is a name, or there is none. */
    static @Nullable InetAddress literal(@Nullable String host) {
        try {
            return host == null ? null : InetAddress.ofLiteral(host);
        } catch (IllegalArgumentException name) {
            return null;
        }
    }
}
