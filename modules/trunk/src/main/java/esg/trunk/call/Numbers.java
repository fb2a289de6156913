package esg.trunk.call;

import esg.domain.normalize.CallNumbers;
import esg.sip.message.SipRequest;

/** Reads the numbers of a call off its INVITE, as received and before any normalization. */
public final class Numbers {
    private Numbers() {}

    public static CallNumbers of(SipRequest invite) {
        var from = invite.from();
        var to = invite.to();
        var uri = invite.requestUri();
        var shown = from.displayName();
        return new CallNumbers(
                from.user(),
                shown == null ? "" : shown,
                from.host(),
                to.user(),
                to.host(),
                uri == null ? "" : uri.userDecoded(),
                null);
    }
}
