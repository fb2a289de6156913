package esg.media.rtp;

/** Counts what is missing in the sequence numbers of one sender, which begin again at 0 after 65535 (RFC 3550 §A.1). */
public final class Sequence {
    /** A step beyond this is a sender that began anew. */
    private static final int TOO_FAR = 3000;

    private boolean begun;
    private int highest;
    private long expected;
    private long received;

    public void took(int number) {
        int step = (short) (number - highest); // -32768 to 32767
        if (!begun || Math.abs(step) > TOO_FAR) {
            begun = true;
            highest = number;
            expected++;
        } else if (step > 0) {
            highest = number;
            expected += step;
        }
        received++;
    }

    /** The next number is another sender's; what is lost so far stays so. */
    public void anew() {
        begun = false;
    }

    public long lost() {
        return Math.max(0, expected - received);
    }
}
