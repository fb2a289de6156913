package esg.sip.message;

import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Cuts a byte stream into messages by their Content-Length (RFC 3261 §18.3). One for each connection, fed by one thread. Holds at most
 * one message and its limit; a stream that breaks the rules cannot be found back into and is to be closed.
 */
public final class StreamFramer {
    private static final byte[] NOTHING = {};
    private static final byte[] PING = {'\r', '\n', '\r', '\n'};

    /** What was cut off the stream. */
    public sealed interface Frame {
        /** The bytes of one message; they are the receiver's. */
        final class Message implements Frame {
            private final byte[] bytes;

            Message(byte[] bytes) {
                this.bytes = bytes;
            }

            public byte[] bytes() {
                return bytes;
            }
        }

        /** A double CRLF between messages: the peer wants a CRLF back (RFC 5626 §4.4.1). */
        record Ping() implements Frame {}

        /** The stream is of no use from here on. */
        record Broken(String why) implements Frame {}
    }

    private final int limit;
    private byte[] held = NOTHING;
    private boolean broken;

    /** {@code limit}: most bytes of one message. */
    public StreamFramer(int limit) {
        this.limit = limit;
    }

    /** Takes {@code count} bytes and gives out every frame that is complete, in order. */
    public void feed(byte[] bytes, int from, int count, Consumer<Frame> frames) {
        if (broken) return;
        int before = held.length;
        held = Arrays.copyOf(held, before + count);
        System.arraycopy(bytes, from, held, before, count);
        int at = 0;
        while (!broken) {
            int next = cut(at, frames);
            if (next == at) break;
            at = next;
        }
        held = broken ? NOTHING : Arrays.copyOfRange(held, at, held.length);
    }

    /** Whether a message has begun and not ended; a peer may not leave it so for long (RFC 4475 §3.1.2.2). */
    public boolean isWaiting() {
        return held.length > 0 && !isLineEnd(held[0]);
    }

    /** Gives out what begins at {@code at}; answers where the next frame begins, {@code at} itself when more bytes are needed. */
    private int cut(int at, Consumer<Frame> frames) {
        if (at + 3 < held.length && Bytes.equal(held, at, PING)) {
            frames.accept(new Frame.Ping());
            return at + PING.length;
        }
        // One CRLF between messages is a pong, or left over, and is skipped (§7.5), unless more may make it a ping.
        if (at < held.length && isLineEnd(held[at])) return isStartOfPing(at) ? at : at + 1;
        int bodyStart = bodyStart(at);
        if (bodyStart < 0) {
            if (held.length - at > limit) fail("header longer than " + limit + " bytes", frames);
            return at;
        }
        return message(at, bodyStart, frames);
    }

    private int message(int at, int bodyStart, Consumer<Frame> frames) {
        var index = new HeaderIndex();
        int firstField = MessageParser.next(held, MessageParser.lineEnd(held, at));
        boolean fields = HeaderLines.index(Arrays.copyOf(held, bodyStart), firstField, index) >= 0;
        int body = fields ? BodyLength.said(held, index) : -1;
        if (body < 0 || body > limit - (bodyStart - at)) {
            // Given out all the same, so that the sender is told before it is cut off.
            frames.accept(new Frame.Message(Arrays.copyOfRange(held, at, bodyStart)));
            fail(body < 0 ? "no usable Content-Length" : "message longer than " + limit + " bytes", frames);
            return at;
        }
        if (held.length - bodyStart < body) return at;
        frames.accept(new Frame.Message(Arrays.copyOfRange(held, at, bodyStart + body)));
        return bodyStart + body;
    }

    private void fail(String why, Consumer<Frame> frames) {
        broken = true;
        frames.accept(new Frame.Broken(why));
    }

    private static boolean isLineEnd(byte b) {
        return b == '\r' || b == '\n';
    }

    private boolean isStartOfPing(int at) {
        int there = held.length - at;
        if (there >= PING.length) return false;
        for (int i = 0; i < there; i++) if (held[at + i] != PING[i]) return false;
        return true;
    }

    private int bodyStart(int at) {
        for (int line = at; ; ) {
            int end = MessageParser.lineEnd(held, line);
            if (end < 0) return -1;
            int next = MessageParser.next(held, end);
            if (end == line) return next;
            line = next;
        }
    }
}
