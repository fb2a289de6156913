package esg.sip.tls;

/** Certificates or keys that cannot be used; the message names setting, file and reason. */
public final class TlsFailure extends Exception {
    private static final long serialVersionUID = 1;

    TlsFailure(String message) {
        super(message);
    }

    TlsFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
