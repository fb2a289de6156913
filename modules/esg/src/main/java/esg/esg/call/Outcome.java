package esg.esg.call;

import esg.media.tone.ToneDetector.Heard;
import esg.media.tone.Traffic;

/**
 * What came of the call.
 *
 * @param ending how it ended, and who ended it
 * @param afterMillis from the INVITE to its final answer, or until it was given up
 * @param talkedMillis from the answer to the end; 0 without an answer
 * @param heard what there was most of
 */
record Outcome(Ending ending, long afterMillis, long talkedMillis, Traffic audio, Heard heard) {
    /** Who ended it. */
    enum Side {
        US,
        THEM
    }

    /** How a call ends. */
    sealed interface Ending {
        /**
         * After it was answered.
         *
         * @param why "" when nothing was wrong; else why we ended it, or the Reason of their BYE
         */
        record Ended(Side by, String why) implements Ending {}

        /**
         * It was refused.
         *
         * @param reason value of the Reason header; "" without one
         */
        record Refused(int status, String phrase, String reason) implements Ending {}

        /** It rang, or was worked on, for as long as it may. */
        record GivenUp() implements Ending {}

        /** Not a word came back; {@code why} is "" when it was sent and waited for. */
        record Silence(String why) implements Ending {}
    }

    boolean answered() {
        return ending instanceof Ending.Ended;
    }
}
