package esg.sip.transport;

import java.io.IOException;

/** The packet was not sent because the {@link SendGate} is closed. Without a stack: there may be thousands a second. */
public final class SendRefused extends IOException {
    private static final long serialVersionUID = 1;

    SendRefused() {
        super("this node may not send now");
    }

    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
