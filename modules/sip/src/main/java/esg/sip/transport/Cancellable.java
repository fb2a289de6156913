package esg.sip.transport;

/** A pending timer. */
public interface Cancellable {
    /** Stops the timer; nothing happens when it has fired or was cancelled. Call it on the loop that made it. */
    void cancel();
}
