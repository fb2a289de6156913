package esg.sip.hep;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.TreeMap;

/**
 * A HEP3 packet as a collector reads it, written from the published format (HEP3 Network Protocol Specification, §3 and §4.1) and from
 * nothing of ours: it knows no order of chunks and refuses what does not add up.
 */
record Decoded(Map<Integer, byte[]> chunks) {
    static Decoded of(byte[] bytes) {
        var in = ByteBuffer.wrap(bytes);
        if (in.getInt() != 0x48455033) throw new AssertionError("does not begin with HEP3");
        int total = Short.toUnsignedInt(in.getShort());
        if (total != bytes.length) throw new AssertionError("says " + total + " bytes, has " + bytes.length);
        var chunks = new TreeMap<Integer, byte[]>();
        while (in.hasRemaining()) {
            if (in.getShort() != 0) throw new AssertionError("a chunk of some vendor");
            int type = Short.toUnsignedInt(in.getShort());
            var value = new byte[Short.toUnsignedInt(in.getShort()) - 6];
            in.get(value);
            if (chunks.put(type, value) != null) throw new AssertionError("chunk " + type + " is there twice");
        }
        return new Decoded(chunks);
    }

    /** The next one of a stream. */
    static Decoded of(DataInputStream stream) throws IOException {
        var head = stream.readNBytes(6);
        int total = Short.toUnsignedInt(ByteBuffer.wrap(head).getShort(4));
        var all = new byte[total];
        System.arraycopy(head, 0, all, 0, head.length);
        stream.readFully(all, head.length, total - head.length);
        return of(all);
    }

    /** An unsigned number of the length that the type has. */
    long number(int type, int length) {
        var value = chunk(type);
        if (value.length != length) throw new AssertionError("chunk " + type + " has " + value.length + " bytes");
        long number = 0;
        for (var one : value) number = number << 8 | Byte.toUnsignedInt(one);
        return number;
    }

    String text(int type) {
        return new String(chunk(type), ISO_8859_1);
    }

    boolean has(int type) {
        return chunks.containsKey(type);
    }

    private byte[] chunk(int type) {
        var value = chunks.get(type);
        if (value == null) throw new AssertionError("no chunk " + type + ", there are " + chunks.keySet());
        return value;
    }

    private String address(int four, int six) {
        try {
            boolean isFour = number(0x01, 1) == 2;
            if (!isFour && number(0x01, 1) != 10) throw new AssertionError("family " + number(0x01, 1));
            var value = chunk(isFour ? four : six);
            if (value.length != (isFour ? 4 : 16) || has(isFour ? six : four)) throw new AssertionError("two families");
            return InetAddress.getByAddress(value).getHostAddress();
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    /** {@code 17 192.0.2.1:5060 > 192.0.2.2:5060}, with the number of the IP protocol. */
    String way() {
        return number(0x02, 1) + " " + address(0x03, 0x05) + ":" + number(0x07, 2) + " > " + address(0x04, 0x06) + ":"
                + number(0x08, 2);
    }

    /** Microseconds of the epoch. */
    long micros() {
        return number(0x09, 4) * 1_000_000 + number(0x0a, 4);
    }

    String payload() {
        return text(0x0f);
    }
}
