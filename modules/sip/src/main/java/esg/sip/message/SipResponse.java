package esg.sip.message;

/** A response. */
public final class SipResponse extends SipMessage {
    private final int status;
    private final String reasonPhrase;

    SipResponse(Layout layout, int status, String reasonPhrase) {
        super(layout);
        this.status = status;
        this.reasonPhrase = reasonPhrase;
    }

    /** 100 to 699. */
    public int status() {
        return status;
    }

    /** May be empty. */
    public String reasonPhrase() {
        return reasonPhrase;
    }

    public boolean isProvisional() {
        return status < 200;
    }

    public boolean isSuccess() {
        return status >= 200 && status < 300;
    }

    public boolean isFinal() {
        return status >= 200;
    }
}
