package esg.media.bgmg;

import java.util.concurrent.TimeUnit;

/** Recognises telephone events in one end's stream (RFC 4733 §2.5.2.2): each is said once, whichever of its packets come. */
final class EventEar {
    private static final String DIGITS = "0123456789*#ABCD";
    private static final int SIZE = 4;
    private static final int LONGEST = 0xffff;

    /** Updates come each 50 ms or more often; some senders let speech pass in between. */
    private static final long FORGOTTEN = TimeUnit.MILLISECONDS.toNanos(200);

    /** Hears them. */
    interface Listener {
        void dialled(char digit, int millis);
    }

    private final Listener listener;
    private boolean open;
    private boolean known;
    private int timestamp;
    private int digit;
    private int ticks;
    private int before;
    private long updated;

    EventEar(Listener listener) {
        this.listener = listener;
    }

    /** A packet of events at 8000 Hz. */
    void took(Header header, long now) {
        var packet = header.packet();
        int at = header.payload();
        if (at > packet.limit() - SIZE) return;
        int event = packet.get(at) & 0xff;
        int duration = packet.getShort(at + 2) & 0xffff;
        if (event >= DIGITS.length()) return;
        boolean isNew = !known || header.timestamp() != timestamp;
        if (isNew) begin(header.timestamp(), event, duration);
        if (!open) return; // said already: the end is sent three times
        updated = now;
        ticks = Math.max(ticks, duration);
        if ((packet.get(at + 1) & 0x80) != 0) end();
    }

    /** One longer than a packet can say goes on in segments (§2.5.1.3). */
    private void begin(int from, int event, int duration) {
        boolean goesOn = open && event == digit && from - timestamp == LONGEST;
        if (open && !goesOn) end();
        before = goesOn ? before + LONGEST : 0;
        known = true;
        open = true;
        timestamp = from;
        digit = event;
        ticks = duration;
    }

    /** Speech, perhaps after an event whose end was lost. */
    void spoke(long now) {
        if (open && now - updated > FORGOTTEN) end();
    }

    private void end() {
        open = false;
        listener.dialled(DIGITS.charAt(digit), (before + ticks) / 8);
    }

    /** Number of an event; -1 for no digit. */
    static int event(char digit) {
        return DIGITS.indexOf(Character.toUpperCase(digit));
    }
}
