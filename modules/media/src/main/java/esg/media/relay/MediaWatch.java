package esg.media.relay;

import esg.media.relay.MediaRelay.End;

/** Hears what happens to a session. Called on any thread, must not block. */
public interface MediaWatch {
    MediaWatch NOBODY = new MediaWatch() {};

    /** Nothing has come from either end for as long as the engine waits: the call is dead. Never while a hold was agreed. */
    default void silent() {}

    /** The other end is heard and this one is not, though it was to speak: said once, until it is heard. */
    default void oneWay(End dumb) {}

    /** This end has sent a telephone event (RFC 4733), said once at its end. */
    default void dialled(End from, char digit, int millis) {}

    /** The engine has lost the session: no packet passes any more. */
    default void lost(String why) {}
}
