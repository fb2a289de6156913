package esg.esg.call;

import esg.sip.message.Headers;
import esg.sip.message.MessageBuilder;
import esg.sip.message.SipRequest;
import esg.sip.message.SipUri;
import esg.sip.transport.Addresses;
import java.util.concurrent.ThreadLocalRandom;

/** The INVITE. */
final class Invitation {
    private static final String ALLOW = "INVITE,ACK,CANCEL,BYE,OPTIONS,INFO,UPDATE";

    private Invitation() {}

    /** Without domain the call speaks of the node's own address, as a telephone without one does. */
    static SipRequest write(CallOptions options, Line line, String sdp) {
        boolean named = !options.d().isEmpty();
        var theirs = named ? SipUri.hostText(options.d()) : Addresses.text(line.node());
        var ours = named ? theirs : Addresses.host(line.address());
        var to = "sip:" + SipUri.escapedUser(options.to()) + "@" + theirs;
        var from = SipUri.escapedUser(options.from());
        var invite = MessageBuilder.request("INVITE", to)
                .header(
                        Headers.FROM,
                        "<sip:" + from + "@" + ours + ">;tag=" + line.edge().newTag())
                .header(Headers.TO, "<" + to + ">")
                .header(Headers.CALL_ID, line.edge().newCallId(line.loop()))
                .header(Headers.CSEQ, ThreadLocalRandom.current().nextInt(1, 10_000) + " INVITE")
                .header(Headers.MAX_FORWARDS, "70")
                .header(Headers.CONTACT, "<sip:" + from + "@" + line.at() + ">")
                .header(Headers.ALLOW, ALLOW)
                .header(Headers.USER_AGENT, "ESG call");
        for (var header : options.headers()) invite.header(header.name(), header.value());
        return invite.body(PlacedCall.type(), PlacedCall.bytes(sdp)).buildRequest();
    }
}
