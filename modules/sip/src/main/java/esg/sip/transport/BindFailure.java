package esg.sip.transport;

/** A listener cannot be opened; the message names the listener, its address and the reason. */
public final class BindFailure extends Exception {
    BindFailure(ListenerSettings listener, String reason, Throwable cause) {
        super(text(listener, reason), cause);
    }

    BindFailure(ListenerSettings listener, String reason) {
        super(text(listener, reason));
    }

    private static String text(ListenerSettings listener, String reason) {
        return "listener " + listener.name() + " cannot listen on "
                + listener.transport().token() + " "
                + Addresses.text(listener.bind()) + ": " + reason;
    }
}
