package esg.esg.diagram;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import esg.admin.monitor.CallPackets;
import esg.sip.message.Headers;
import esg.sip.message.MessageParser;
import esg.sip.message.ParseResult.Garbage;
import esg.sip.message.ParseResult.Malformed;
import esg.sip.message.ParseResult.Parsed;
import esg.sip.message.SipMessage;
import esg.sip.packetlog.PacketLogReader;
import esg.sip.packetlog.PacketLogReader.Entry;
import esg.sip.packetlog.PacketLogReader.Span;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds the packets of calls in the packet log of this node. */
public final class LoggedPackets implements CallPackets {
    /** Two files of the default size: read within a second or two. */
    private static final long MOST_BYTES = 200_000_000;

    private static final int MOST_PACKETS = 2_000;

    private final String node;
    private final @Nullable Path dir;

    /** @param dir of the packet log; null when there is none */
    public LoggedPackets(String node, @Nullable Path dir) {
        this.node = node;
        this.dir = dir;
    }

    @Override
    public Optional<Found> of(Set<String> callIds, Instant from, Instant to) {
        if (dir == null) return Optional.empty();
        var packets = new ArrayList<Packet>();
        try {
            boolean all = new PacketLogReader(dir, ZoneId.systemDefault())
                    .read(new Span(from, to, MOST_BYTES), entry -> take(entry, callIds, packets));
            boolean fits = packets.size() <= MOST_PACKETS;
            return Optional.of(new Found(node, fits ? packets : packets.subList(0, MOST_PACKETS), all && fits));
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
                message.callId(),
                entry.text().lines().findFirst().orElse(""),
                cseq == null ? "" : cseq,
                reason == null ? "" : reason));
    }

    private static @Nullable SipMessage message(String text) {
        return switch (MessageParser.parse(text.getBytes(ISO_8859_1))) {
            case Parsed(var message) -> message;
            case Malformed(var request, int _, var _) -> request;
            case Garbage _ -> null;
        };
    }
}
