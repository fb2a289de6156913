package esg.sip.packetlog;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import esg.domain.account.Transport;
import esg.sip.packetlog.PacketLogReader.Entry;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The last packets in one piece of memory, the oldest of which make room. Packets are copied, so that none is kept from the collector.
 * Whoever writes never waits for more than the copying of one {@link #CHUNK}.
 */
final class PacketRing {
    /** Microseconds, what it was, transport, address, port. */
    private static final int LONGEST_HEAD = Integer.BYTES + Long.BYTES + 3 + 16 + Short.BYTES;

    private static final long MILLI = 1000; // microseconds
    private static final int CHUNK = 1 << 17;
    private static final byte SENT = 1;
    private static final byte OK = 2;
    private static final byte[] NOWHERE = {};
    private static final List<Transport> TRANSPORTS = List.of(Transport.values());

    private final byte[] ring;
    private final ByteBuffer head = ByteBuffer.allocate(LONGEST_HEAD);
    private long begin; // begin and end count all bytes that ever were
    private long end;
    private long reach;

    /** @param now microseconds of the epoch */
    PacketRing(int bytes, long now) {
        ring = new byte[bytes];
        reach = now / MILLI;
    }

    /** Fine enough that an answer does not stand before what it answers, which another worker has sent. */
    static long micros(Instant at) {
        return at.getEpochSecond() * 1000 * MILLI + at.getNano() / MILLI;
    }

    private static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }

    /** Files know milliseconds: of one that has lost a packet, the rest counts as lost too. */
    private static long after(long micros) {
        return micros / MILLI + 1;
    }

    /** What it was. */
    record What(boolean sent, boolean ok, Transport transport, InetSocketAddress remote) {
        private byte flags() {
            return (byte) ((sent ? SENT : 0) | (ok ? OK : 0));
        }
    }

    synchronized void add(long at, What what, byte[] packet) {
        write(head.clear().position(Integer.BYTES), at, what);
        int length = head.position() + packet.length;
        if (length > ring.length) {
            reach = Math.max(reach, after(at));
            return;
        }
        head.putInt(0, length);
        while (end - begin + length > ring.length) drop();
        put(head.array(), head.position());
        put(packet, packet.length);
    }

    private static void write(ByteBuffer head, long at, What what) {
        var address = what.remote.getAddress();
        var bytes = address == null ? NOWHERE : address.getAddress();
        head.putLong(at).put(what.flags()).put((byte) TRANSPORTS.indexOf(what.transport));
        head.put((byte) bytes.length).put(bytes).putShort((short) what.remote.getPort());
    }

    private void drop() {
        var oldest = ByteBuffer.wrap(copy(begin, Integer.BYTES + Long.BYTES));
        begin += oldest.getInt();
        reach = Math.max(reach, after(oldest.getLong()));
    }

    private void put(byte[] bytes, int length) {
        int at = (int) (end % ring.length);
        int first = Math.min(length, ring.length - at);
        System.arraycopy(bytes, 0, ring, at, first);
        System.arraycopy(bytes, first, ring, 0, length - first);
        end += length;
    }

    private byte[] copy(long from, int length) {
        var bytes = new byte[length];
        int at = (int) (from % ring.length);
        int first = Math.min(length, ring.length - at);
        System.arraycopy(ring, at, bytes, 0, first);
        System.arraycopy(ring, 0, bytes, first, length - first);
        return bytes;
    }

    /** Since when no packet has made room, milliseconds of the epoch: those of this time and later are here. */
    synchronized long reach() {
        return reach;
    }

    /** What is looked for: from one time to another, with one of these texts. */
    record Wanted(Instant from, Instant to, List<byte[]> texts) {
        Wanted(Instant from, Instant to, Set<String> texts) {
            this(from, to, texts.stream().map(text -> text.getBytes(ISO_8859_1)).toList());
        }

        private boolean has(Instant at) {
            return !at.isBefore(from) && !at.isAfter(to);
        }

        private boolean has(ByteBuffer packet) {
            return texts.stream().anyMatch(text -> holds(packet, text));
        }

        private static boolean holds(ByteBuffer packet, byte[] text) {
            for (int at = packet.position(); at <= packet.limit() - text.length; at++) {
                int same = 0;
                while (same < text.length && packet.get(at + same) == text[same]) same++;
                if (same == text.length) return true;
            }
            return false;
        }
    }

    /** Tells of those wanted, in the order they came; what comes meanwhile is left out. */
    void read(Wanted wanted, Consumer<Entry> each) {
        long last = end();
        for (long at = 0; at < last; ) {
            var chunk = chunk(at, last);
            at = chunk.next;
            var bytes = ByteBuffer.wrap(chunk.bytes);
            while (bytes.hasRemaining()) {
                int stop = bytes.position() + bytes.getInt();
                tell(bytes.slice(bytes.position(), stop - bytes.position()), wanted, each);
                bytes.position(stop);
            }
        }
    }

    private synchronized long end() {
        return end;
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Chunk(byte[] bytes, long next) {}

    /** Whole packets, one at least where there is one. */
    private synchronized Chunk chunk(long from, long last) {
        long start = Math.max(from, begin);
        long stop = start;
        while (stop < last) {
            int length = ByteBuffer.wrap(copy(stop, Integer.BYTES)).getInt();
            if (stop > start && stop + length - start > CHUNK) break;
            stop += length;
        }
        return new Chunk(copy(start, (int) (stop - start)), stop);
    }

    private static void tell(ByteBuffer packet, Wanted wanted, Consumer<Entry> each) {
        var at = instant(packet.getLong());
        if (!wanted.has(at)) return;
        byte flags = packet.get();
        var transport = TRANSPORTS.get(packet.get());
        var peer = peer(packet);
        if (!wanted.has(packet)) return;
        var text = new byte[packet.remaining()];
        packet.get(text);
        each.accept(new Entry(
                at, (flags & SENT) != 0, (flags & OK) != 0, transport.token(), peer, new String(text, ISO_8859_1)));
    }

    private static String peer(ByteBuffer packet) {
        var address = new byte[packet.get()];
        packet.get(address);
        int port = Short.toUnsignedInt(packet.getShort());
        if (address.length == 0) return ":" + port;
        try {
            return PacketLine.peer(new InetSocketAddress(InetAddress.getByAddress(address), port));
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e); // of neither length
        }
    }
}
