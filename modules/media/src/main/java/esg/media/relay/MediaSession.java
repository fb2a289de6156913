package esg.media.relay;

import esg.media.relay.MediaRelay.End;
import java.util.concurrent.CompletionStage;

/**
 * The media of one call. Session descriptions come in the order of offer and answer (RFC 3264), whatever SIP message carries them; each
 * is given back as the other end is to be told. Stages complete on no particular thread, at once where the engine is in this process,
 * and fail with {@link MediaFailure}. Thread-safe.
 */
public interface MediaSession {
    /** What one end offers, first or again. The other end's ports stay the same from offer to offer. */
    CompletionStage<byte[]> offer(End from, byte[] sdp);

    /** What one end answers to the last offer of the other, early or final; said again, the last one counts. */
    CompletionStage<byte[]> answer(End from, byte[] sdp);

    /** The last offer came to nothing (488, or taken back): all goes on as before (RFC 3264 §8). */
    void rejected();

    /**
     * Sends a telephone event (RFC 4733) to one end, in between what the other says.
     *
     * @param digit {@code 0-9 * # A-D}
     * @param millis how long it lasts
     * @return false when that end knows no telephone events, or the engine cannot
     */
    boolean dial(End to, char digit, int millis);

    /** How it goes so far. */
    MediaFigures figures();

    /** Gives the ports back; more than once does no harm. */
    void close();
}
