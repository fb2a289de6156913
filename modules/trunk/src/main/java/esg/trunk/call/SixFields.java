package esg.trunk.call;

import esg.domain.match.InviteFacts;
import esg.sip.message.SipRequest;

/** Reads off an INVITE what names its account (INC-12). */
public final class SixFields {
    private SixFields() {}

    public static InviteFacts of(SipRequest invite) {
        var contact = invite.contact();
        return new InviteFacts(
                invite.to().user(),
                invite.to().host(),
                invite.from().user(),
                invite.from().host(),
                contact == null ? "" : contact.user(),
                contact == null ? "" : contact.host());
    }
}
