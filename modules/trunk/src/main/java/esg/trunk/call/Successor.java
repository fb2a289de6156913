package esg.trunk.call;

import esg.sip.message.SipRequest;

/** Who is to take the referrer's place in a call. */
interface Successor {
    /** What it says; told once. */
    interface Outcome {
        /** It is there. */
        void answered(byte[] sdp);

        /** It will not come. */
        void refused(int status, String phrase);
    }

    /** Asks it to speak with who says this of his media. */
    void offer(byte[] sdp);

    /** What it was last told of the other's media. */
    byte[] told();

    /** It has the place. */
    default void joined() {}

    /** Whether a request is of its dialog. */
    boolean has(SipRequest request);

    /** The end it is in the call, once it has answered. */
    End end();

    /** The transfer came to nothing: it is let go. */
    void undo();
}
