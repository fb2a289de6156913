package esg.inside;

import static org.assertj.core.api.Assertions.assertThat;

import esg.sip.message.Headers;
import esg.sip.message.SipRequest;
import esg.sip.message.SipResponse;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What transfers of calls need: requests told apart by their dialogs, since everybody of one side speaks from the same address. */
abstract class TransferFixture extends CallFixture {
    static final String NEW_SDP = Peer.SDP.replace("o=- 1 1", "o=new 7 7").replace("audio 4000", "audio 7000");
    private final Set<String> seen = new HashSet<>();
    private final List<SipRequest> others = new ArrayList<>(); // of dialogs that were not asked for yet

    /** A request never seen before; it may have been repeated. */
    SipRequest fresh(Peer peer, String method) {
        while (true) {
            var request = peer.request(method);
            if (seen.add(request.method() + request.topVia().branch())) return request;
        }
    }

    /** The same in the dialog of that Call-ID. */
    SipRequest fresh(Peer peer, String method, String callId) {
        for (var request : others) {
            if (!request.method().equals(method) || !request.callId().equals(callId)) continue;
            others.remove(request);
            return request;
        }
        while (true) {
            var request = fresh(peer, method);
            if (request.callId().equals(callId)) return request;
            others.add(request);
        }
    }

    InetSocketAddress toward(Peer peer) {
        return peer == provider ? outside : inside;
    }

    /** REFER of the provider, which called. */
    SipResponse providerRefers(Talk talk, int cseq, int status, String... more) {
        provider.send(outside, "", within("REFER", cseq, provider, talk.ok(), more));
        return provider.response(status, "REFER");
    }

    /** REFER of the platform, which was called. */
    SipResponse platformRefers(Talk talk, int cseq, int status, String... more) {
        platform.send(inside, "", talk.byCallee("REFER", cseq, platform, more));
        return platform.response(status, "REFER");
    }

    /** A call that the provider, which called, begins to transfer to its number 300. */
    Talk providerTransfers() {
        var talk = talk();
        providerRefers(talk, 2, 202, referTo("sip:300@127.0.0.3"));
        notified(provider, "100 Trying");
        return talk;
    }

    /** It has come about: the provider's first dialog ends. */
    void joined(Talk talk) {
        notified(provider, "200 OK");
        bye(provider, callId(talk));
    }

    /** The new one at the provider hangs up, and the platform hears of it. */
    void endsWith(SipRequest invite, Talk talk) {
        hangsUp(provider, invite);
        bye(platform, talk.received().callId());
    }

    /** The referrer hears how it stands. */
    SipRequest notified(Peer referrer, String statusLine) {
        var notify = fresh(referrer, "NOTIFY");
        assertThat(body(notify)).isEqualTo("SIP/2.0 " + statusLine + "\r\n");
        assertThat(notify.contentType()).startsWith("message/sipfrag");
        var state = statusLine.startsWith("100") ? "active;expires=" : "terminated;reason=noresource";
        assertThat(notify.header("Subscription-State")).startsWith(state);
        referrer.answer(notify, toward(referrer), 200, "");
        return notify;
    }

    /** The new leg's INVITE, answered. */
    SipRequest takes(Peer peer) {
        var invite = fresh(peer, "INVITE");
        assertThat(invite.toTag()).isNull();
        peer.answer(invite, toward(peer), 200, NEW_SDP);
        fresh(peer, "ACK", invite.callId());
        return invite;
    }

    /** Who stays is told of the new one, and agrees. */
    SipRequest agrees(Peer staying, String callId) {
        var reinvite = fresh(staying, "INVITE", callId);
        assertThat(reinvite.toTag()).isNotNull();
        staying.answer(reinvite, toward(staying), 200, Peer.SDP);
        fresh(staying, "ACK", callId);
        return reinvite;
    }

    /** The gateway ends a dialog. */
    void bye(Peer peer, String callId) {
        peer.answer(fresh(peer, "BYE", callId), toward(peer), 200, "");
    }

    /** A BYE of the one that was called by that INVITE. */
    void hangsUp(Peer peer, SipRequest invite) {
        peer.send(toward(peer), "", new Talk(invite, okOf(invite)).byCallee("BYE", 900, peer));
        peer.response(200, "BYE");
    }

    private static SipResponse okOf(SipRequest invite) {
        return esg.sip.message.MessageBuilder.response(invite, 200, "OK").buildResponse();
    }

    static String callId(Talk talk) {
        return talk.ok().callId();
    }

    static String line(SipRequest request, String start) {
        return body(request)
                .lines()
                .filter(one -> one.startsWith(start))
                .findFirst()
                .orElse("");
    }

    static String referTo(String uri) {
        return Headers.REFER_TO + ": <" + uri + ">";
    }
}
