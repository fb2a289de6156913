package esg.media.bgmg;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Puts telephone events (RFC 4733) into the stream to one end, as if its sender had pressed the keys: in its SSRC, in place of its speech,
 * at the time its clock shows (§2.5.1.2). What follows is numbered on, so that nothing seems lost.
 */
final class Dialer {
    static final long STEP = TimeUnit.MILLISECONDS.toNanos(20);

    /** Between two keys, so that the same one twice is not one long one; 70 ms are asked for by Q.24. */
    private static final long GAP = TimeUnit.MILLISECONDS.toNanos(100);

    private static final int TICKS_A_MILLI = 8;
    private static final int STEP_TICKS = 160;

    /** The end of an event is said three times (§2.5.1.4). */
    private static final int ENDS = 3;

    private static final int SHORTEST = 2 * STEP_TICKS;
    private static final int LONGEST = 0xffff;
    private static final int MOST_WAITING = 64;
    private static final int VOLUME = 10;

    private record Key(int event, int ticks) {}

    private final Consumer<ByteBuffer> out;
    private final ByteBuffer packet = ByteBuffer.allocateDirect(Header.SIZE + 4);
    private final Deque<Key> waiting = new ArrayDeque<>();
    private @Nullable Key key;
    private int payloadType;
    private boolean begun;
    private int source;
    private int sequence;
    private int timestamp;
    private long at;
    private int shift;
    private int from;
    private int steps;
    private int ends;
    private long due;

    Dialer(Consumer<ByteBuffer> out) {
        this.out = out;
    }

    /** Queues a key; one that waits behind too many is left out. */
    void dial(int type, int event, int millis, long now) {
        if (waiting.size() >= MOST_WAITING) return;
        payloadType = type;
        if (isIdle()) due = Math.max(due, now);
        waiting.add(new Key(event, Math.clamp((long) millis * TICKS_A_MILLI, SHORTEST, LONGEST)));
    }

    boolean isIdle() {
        return key == null && waiting.isEmpty();
    }

    /** Numbers a packet of the stream; false when an event takes its place. */
    boolean passes(Header header, long now) {
        if (!begun || header.source() != source) {
            begun = true;
            source = header.source();
            sequence = header.sequence() - 1;
            timestamp = header.timestamp();
            at = now;
            shift = 0;
        }
        if (key != null && ends == 0) {
            shift--;
            return false;
        }
        int number = header.sequence() + shift;
        if (shift != 0) header.sequence(number);
        if ((short) (number - sequence) > 0) {
            sequence = number;
            timestamp = header.timestamp();
            at = now;
        }
        return true;
    }

    /** Sends what is due. */
    void tick(long now) {
        while (!isIdle() && now - due >= 0) {
            if (key == null) begin(now);
            step();
        }
    }

    private void begin(long now) {
        if (!begun) {
            begun = true;
            var random = ThreadLocalRandom.current();
            source = random.nextInt();
            sequence = random.nextInt(0x8000);
            timestamp = random.nextInt();
            at = now;
        }
        key = waiting.remove();
        from = timestamp + (int) ((now - at) / 1_000 * TICKS_A_MILLI / 1_000);
        steps = 0;
        ends = 0;
        due = now;
    }

    private void step() {
        var pressed = key;
        if (pressed == null) return;
        int ticks = Math.min(++steps * STEP_TICKS, pressed.ticks);
        boolean isEnd = ticks == pressed.ticks;
        int mark = steps == 1 ? 0x80 : 0; // §2.5.1.1
        sequence++;
        shift++;
        packet.clear();
        packet.put((byte) 0x80).put((byte) (payloadType | mark)).putShort((short) sequence);
        packet.putInt(from).putInt(source);
        packet.put((byte) pressed.event)
                .put((byte) (VOLUME | (isEnd ? 0x80 : 0)))
                .putShort((short) ticks);
        out.accept(packet.flip());
        due += STEP;
        if (isEnd && ++ends == ENDS) {
            key = null;
            due += GAP;
        }
    }
}
