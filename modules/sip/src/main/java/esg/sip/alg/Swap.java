package esg.sip.alg;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import esg.sip.alg.Hits.Hit;
import esg.sip.message.Outline;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One direction of the exchange. */
record Swap(List<Search> searches) {
    static Swap of(List<AlgPair> pairs, Function<AlgPair, InetAddress> from, Function<AlgPair, InetAddress> to) {
        var four = new ArrayList<Map.Entry<InetAddress, InetAddress>>();
        var six = new ArrayList<Map.Entry<InetAddress, InetAddress>>();
        for (var pair : pairs) {
            var swap = Map.entry(from.apply(pair), to.apply(pair));
            (swap.getKey() instanceof Inet4Address ? four : six).add(swap);
        }
        var searches = new ArrayList<Search>();
        if (!four.isEmpty()) searches.add(new Ipv4Search(four));
        if (!six.isEmpty()) searches.add(new Ipv6Search(six));
        return new Swap(List.copyOf(searches));
    }

    /** Text as a whole. */
    String text(String text) {
        var bytes = text.getBytes(UTF_8);
        var hits = find(bytes);
        return hits == null ? text : new String(written(bytes, hits.ordered()), UTF_8);
    }

    /** Head and body of a packet, the latter only when it is text; what lies behind the body is no part of the message. */
    byte[] packet(byte[] packet) {
        var hits = find(packet);
        if (hits == null) return packet;
        var outline = Outline.of(packet);
        var changes = changes(hits, outline);
        int growth = 0;
        for (var hit : changes) if (hit.start >= outline.bodyStart()) growth += hit.growth();
        if (growth != 0 && outline.lengthEnd() > 0) {
            var length = Long.toString(outline.length() + growth).getBytes(US_ASCII);
            changes.add(new Hit(outline.lengthStart(), outline.lengthEnd(), length));
            changes.sort((one, other) -> Integer.compare(one.start, other.start));
        }
        return changes.isEmpty() ? packet : written(packet, changes);
    }

    /** In how many places {@link #packet} writes another address. */
    int places(byte[] packet) {
        var hits = find(packet);
        return hits == null ? 0 : changes(hits, Outline.of(packet)).size();
    }

    private static List<Hit> changes(Hits hits, Outline outline) {
        int textEnd = isText(outline) ? outline.bodyEnd() : outline.bodyStart();
        var changes = new ArrayList<Hit>();
        for (var hit : hits.ordered()) {
            if (hit.end > textEnd) break;
            changes.add(hit);
        }
        return changes;
    }

    /**
     * Whether addresses in the body are written as text. A multipart body is swapped as a whole, for the session description among its
     * parts; one that is signed or encrypted would no longer be what was signed. In binary bodies and packed ones nothing is an address.
     */
    private static boolean isText(Outline outline) {
        if (!outline.contentEncoding().isEmpty() && !outline.contentEncoding().equals("identity")) return false;
        var type = outline.contentType();
        if (type.startsWith("multipart/"))
            return !type.equals("multipart/signed") && !type.equals("multipart/encrypted");
        return type.isEmpty()
                || type.equals("application/sdp")
                || type.equals("message/sipfrag")
                || type.startsWith("text/")
                || type.endsWith("+xml")
                || type.equals("application/xml");
    }

    private @Nullable Hits find(byte[] text) {
        Hits hits = null;
        for (var search : searches) hits = search.find(text, hits);
        return hits;
    }

    private static byte[] written(byte[] from, List<Hit> changes) {
        int length = from.length;
        for (var change : changes) length += change.growth();
        var to = new byte[length];
        int read = 0;
        int write = 0;
        for (var change : changes) {
            int same = change.start - read;
            System.arraycopy(from, read, to, write, same);
            System.arraycopy(change.text, 0, to, write + same, change.text.length);
            write += same + change.text.length;
            read = change.end;
        }
        System.arraycopy(from, read, to, write, from.length - read);
        return to;
    }
}
