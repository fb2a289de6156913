package esg.media.tone;

/** What a peer is to hear. */
public sealed interface Sound {
    /** 1004 Hz, the test tone of telephony: no divisor of the sampling rate, so that it meets every code. */
    Sound TEST_TONE = new Steady(1004);

    /** A tone that never ends; {@code hz} from 1 to 3400. */
    record Steady(int hz) implements Sound {}

    /** Itself: each packet goes back to where it came from. */
    record Echo() implements Sound {}
}
