package esg.sip.transaction;

import esg.sip.message.MessageBuilder;
import esg.sip.message.SipRequest;
import esg.sip.transport.Flow;

/** Our Via, as in REG-01: {@code SIP/2.0/UDP 192.0.2.1:5080;rport;branch=z9hG4bK…}. */
public final class OwnVia {
    private OwnVia() {}

    /** The request as it leaves on that flow, with a branch of its own. For whoever wants to see it: sending does this by itself. */
    public static SipRequest on(SipRequest withoutVia, Flow flow) {
        return on(withoutVia, flow, Tokens.branch());
    }

    static SipRequest on(SipRequest withoutVia, Flow flow, String branch) {
        var listener = flow.listener();
        var sentBy = listener.sentBy(flow.remote().getAddress());
        return MessageBuilder.withTopVia(
                withoutVia, "SIP/2.0/" + listener.transport().name() + " " + sentBy + ";rport;branch=" + branch);
    }
}
