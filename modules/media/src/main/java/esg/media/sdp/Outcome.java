package esg.media.sdp;

/** What comes of an offer. */
public sealed interface Outcome {
    /** Audio is agreed; {@code sdp} says so. */
    record Agreed(String sdp, AudioStream audio) implements Outcome {}

    /** The peer has ended its audio (port 0, RFC 3264 §8.2) and offers none; {@code sdp} says that this is well. */
    record WithoutAudio(String sdp) implements Outcome {}

    /** Nothing we could speak: 488, and the session stays as it was. */
    record Refused(String why) implements Outcome {}
}
