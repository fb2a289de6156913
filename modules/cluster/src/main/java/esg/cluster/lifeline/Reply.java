package esg.cluster.lifeline;

/** How a node answers the ping of another. */
public enum Reply {
    /** "You are one of us": until the fence time after this nobody here lets another serve in your place. */
    GRANTED('g'),
    /** "I live": not a member we know, so no promise. */
    PRESENT('p'),
    /** "We have given you up", which is never taken back. */
    DOWNED('d');

    private final char code;

    Reply(char code) {
        this.code = code;
    }

    byte code() {
        return (byte) code;
    }

    /** What we do not understand is a sign of life and nothing more. */
    static Reply of(byte code) {
        for (var reply : values()) if (reply.code == code) return reply;
        return PRESENT;
    }
}
