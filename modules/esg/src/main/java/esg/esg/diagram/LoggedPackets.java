package esg.esg.diagram;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import esg.admin.monitor.CallPackets.Found;
import esg.admin.monitor.CallPackets.Packet;
import esg.admin.monitor.CallPackets.Search;
import esg.sip.message.Headers;
import esg.sip.message.MessageParser;
import esg.sip.message.ParseResult.Garbage;
import esg.sip.message.ParseResult.Malformed;
import esg.sip.message.ParseResult.Parsed;
import esg.sip.message.SipMessage;
import esg.sip.message.SipRequest;
import esg.sip.message.SipUri;
import esg.sip.packetlog.PacketLogReader;
import esg.sip.packetlog.PacketLogReader.Entry;
import esg.sip.packetlog.PacketLogReader.Span;
import esg.sip.packetlog.RecentPackets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds the packets of calls on this node: recent ones in memory, older ones in the packet log. */
public final class LoggedPackets {
    /** Two files of the default size: read within a second or two. */
    private static final long MOST_BYTES = 200_000_000;

    private static final int MOST_PACKETS = 2_000;
    private static final int SIP_PORT = 5060;

    private final String node;
    private final @Nullable Path dir;
    private final RecentPackets recent;

    /** @param dir of the packet log; null when there is none */
    public LoggedPackets(String node, @Nullable Path dir, RecentPackets recent) {
        this.node = node;
        this.dir = dir;
        this.recent = recent;
    }

    /** Whose packets they are. */
    String node() {
        return node;
    }

    /**
     * Those that fit the search. Blocks: files are read.
     *
     * @throws UncheckedIOException when they cannot be read
     */
    Found of(Search search) {
        if (dir == null && !recent.keeps()) return Found.nothing(node);
        var kept = recent.read(search.from(), search.to(), search.callIds()).toList();
        var reach = recent.reach(); // asked for afterwards, since the oldest make room all the time
        var packets = new ArrayList<Packet>();
        boolean all = !search.from().isBefore(reach) || written(search, reach, packets);
        for (var entry : kept) {
            if (!entry.at().isBefore(reach) || dir == null) take(entry, search.callIds(), packets);
        }
        boolean fits = packets.size() <= MOST_PACKETS;
        return new Found(node, fits ? packets : packets.subList(0, MOST_PACKETS), all && fits, true);
    }

    /** What the files have of the time before that of which memory has all; false when that may not be all. */
    private boolean written(Search search, Instant reach, List<Packet> packets) {
        if (dir == null) return false;
        try {
            return new PacketLogReader(dir, ZoneId.systemDefault())
                    .read(new Span(search.from(), search.to(), MOST_BYTES), entry -> {
                        if (entry.at().isBefore(reach)) take(entry, search.callIds(), packets);
                    });
        } catch (IOException e) {
            throw new UncheckedIOException("packet log " + dir + ": " + e.getMessage(), e);
        }
    }

    private static void take(Entry entry, Set<String> callIds, List<Packet> packets) {
        // one more than may be told shows that there were more; parsing is kept for the few that name the call at all
        if (packets.size() > MOST_PACKETS || callIds.stream().noneMatch(entry.text()::contains)) return;
        var message = message(entry.text());
        if (message == null || !callIds.contains(message.callId())) return;
        var reason = message.header(Headers.REASON);
        var cseq = message.header(Headers.CSEQ);
        packets.add(new Packet(
                entry.at(),
                entry.sent(),
                entry.ok(),
                entry.transport(),
                entry.peer(),
                entry.sent() ? own(message) : "",
                message.callId(),
                entry.text().lines().findFirst().orElse(""),
                cseq == null ? "" : cseq,
                reason == null ? "" : reason,
                entry.text()));
    }

    /** Where the one who wrote it wants to be answered: its Contact, else the sent-by of its Via. */
    private static String own(SipMessage message) {
        var contact = message.contact();
        var uri = contact == null ? null : SipUri.parse(contact.uriText());
        if (uri != null) return at(uri.host(), uri.port());
        if (!(message instanceof SipRequest) || message.vias().isEmpty()) return "";
        return at(message.topVia().host(), message.topVia().port());
    }

    private static String at(String host, int port) {
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + (port < 0 ? SIP_PORT : port);
    }

    private static @Nullable SipMessage message(String text) {
        return switch (MessageParser.parse(text.getBytes(ISO_8859_1))) {
            case Parsed(var message) -> message;
            case Malformed(var request, int _, var _) -> request;
            case Garbage _ -> null;
        };
    }
}
