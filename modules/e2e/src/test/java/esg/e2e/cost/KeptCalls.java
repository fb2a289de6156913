package esg.e2e.cost;

import static java.nio.charset.StandardCharsets.US_ASCII;

import esg.domain.account.AccountId;
import esg.domain.account.Transport;
import esg.sip.transport.Side;
import esg.trunk.call.CallFacts;
import esg.trunk.call.CallState;
import esg.trunk.call.Dialogs.Party;
import esg.trunk.leg.LegState;
import esg.trunk.leg.SessionTimer;
import esg.trunk.call.RingingCall;
import java.util.List;
import java.util.Map;

/** Calls as nodes keep them for each other, of an ordinary size. */
final class KeptCalls {
    static final AccountId ACCOUNT = new AccountId("cost.local", "carrier");

    private static final byte[] SDP = """
        v=0
        o=root 1821 1821 IN IP4 203.0.113.10
        s=session
        c=IN IP4 203.0.113.10
        t=0 0
        m=audio 17382 RTP/AVP 8 0 101
        a=rtpmap:8 PCMA/8000
        a=rtpmap:0 PCMU/8000
        a=rtpmap:101 telephone-event/8000
        a=fmtp:101 0-16
        a=ptime:20
        a=sendrecv
        """.replace("\n", "\r\n").getBytes(US_ASCII);

    private static final String REQUEST = """
        %1$s sip:71234567890@203.0.113.9:5080 SIP/2.0
        Via: SIP/2.0/UDP 203.0.113.10:5060;rport;branch=z9hG4bK%2$s
        Max-Forwards: 69
        From: "8430000000" <sip:8430000000@203.0.113.9>;tag=as58f4201b
        To: <sip:71234567890@203.0.113.9>
        Contact: <sip:8430000000@203.0.113.10:5060>
        Call-ID: %2$s
        CSeq: 102 %1$s
        User-Agent: Some PBX 16.2.1
        Allow: INVITE, ACK, CANCEL, OPTIONS, BYE, REFER, SUBSCRIBE, NOTIFY, INFO
        Content-Length: %3$d

        """.replace("\n", "\r\n");

    private KeptCalls() {}

    static RingingCall ringing(String id, boolean answered) {
        var invite = loose(id, "INVITE", new String(SDP, US_ASCII));
        var begun = new RingingCall.Begun(
                true, "8430000000", "71234567890", System.currentTimeMillis(), List.of(id), facts(id));
        return new RingingCall(
                id, ACCOUNT.toString(), invite, answered ? loose(id, "CANCEL", "") : null, List.of(), begun);
    }

    private static RingingCall.Loose loose(String id, String method, String body) {
        var bytes = (REQUEST.formatted(method, id, body.length()) + body).getBytes(US_ASCII);
        return new RingingCall.Loose(Side.OUTSIDE, Transport.UDP, "203.0.113.10", 5060, "", bytes);
    }

    static CallState talking(String id) {
        long now = System.currentTimeMillis();
        var legs = Map.of(Party.CALLER, leg(id, Side.OUTSIDE), Party.CALLEE, leg(id + "-b", Side.INSIDE));
        return new CallState(
                id,
                ACCOUNT.toString(),
                true,
                "8430000000",
                "71234567890",
                now,
                now,
                List.of(id, id + "-b"),
                legs,
                Map.of(Party.CALLER, SDP, Party.CALLEE, SDP),
                facts(id));
    }

    private static CallFacts facts(String id) {
        var far = new CallFacts.Far(
                id + "-b", "78430000000", "sip:100@203.0.113.20", "71234567890", "udp:203.0.113.20:5060", "to the pbx");
        return new CallFacts("Caller", "71234567890", "udp:203.0.113.10:5060", "to the pbx", 0, 0, far);
    }

    private static LegState leg(String callId, Side side) {
        return new LegState(
                side,
                "OUTSIDE/udp:0.0.0.0:5080",
                callId,
                "as58f4201b",
                "<sip:8430000000@203.0.113.10:5060>",
                "<sip:8430000000@203.0.113.9>",
                "<sip:71234567890@203.0.113.9>",
                "gK0a9f3c21",
                102,
                -1,
                "sip:71234567890@203.0.113.9:5060",
                List.of("sip:203.0.113.9;lr;ftag=as58f4201b"),
                List.of(),
                Map.of(),
                "",
                SessionTimer.State.NONE);
    }
}
