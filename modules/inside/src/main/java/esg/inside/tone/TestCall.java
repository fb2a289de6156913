package esg.inside.tone;

import esg.domain.Rejection;
import esg.domain.account.Transport;
import esg.inside.tone.TestCalls.Opening;
import esg.media.sdp.Description;
import esg.media.sdp.LocalAudio;
import esg.media.sdp.Outcome;
import esg.sip.dialog.Dialog;
import esg.sip.message.Headers;
import esg.sip.message.MessageBuilder;
import esg.sip.message.SipRequest;
import esg.sip.message.SipResponse;
import esg.sip.transaction.ClientTransaction;
import esg.sip.transaction.ClientUser;
import esg.sip.transaction.SendOptions;
import esg.sip.transaction.ServerTransaction;
import esg.sip.transaction.ServerUser;
import esg.sip.transport.Cancellable;
import esg.sip.transport.Loop;
import esg.trunk.leg.OkUntilAck;
import esg.trunk.leg.Refusal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One call that the gateway answers: rings, plays, and hangs up when it has lasted long enough. All happens on the loop of its Call-ID. */
final class TestCall implements ServerUser {
    private static final Logger log = LoggerFactory.getLogger(TestCall.class);

    private enum State {
        RINGING,
        TALKING,
        ENDED
    }

    /** A 2xx that waits for its ACK, and whether that has to answer an offer of ours. */
    private record Unacknowledged(OkUntilAck ok, long cseq, boolean offers) {}

    private final TestCalls calls;
    private final TestCalls.Parts parts;
    private final ServerTransaction invite;
    private final Opening opening;
    private final Dialog dialog;
    private final Responses responses;
    private final long begun;
    private State state = State.RINGING;
    private @Nullable Unacknowledged unacknowledged;
    private @Nullable String leaving; // why we hang up once the ACK has come
    private @Nullable Cancellable timer; // until it is answered, then until it has lasted long enough
    private @Nullable Cancellable expiry;

    TestCall(TestCalls calls, TestCalls.Parts parts, ServerTransaction invite, Opening opening) {
        this.calls = calls;
        this.parts = parts;
        this.invite = invite;
        this.opening = opening;
        this.dialog = Dialog.answering(invite.request(), invite.toTag(), Responses.contact(invite.flow()));
        this.responses = new Responses(dialog);
        this.begun = invite.loop().millis();
    }

    String localTag() {
        return invite.toTag();
    }

    String callId() {
        return invite.request().callId();
    }

    Loop loop() {
        return invite.loop();
    }

    void begin() {
        invite.user(this);
        if (state == State.ENDED) return; // the CANCEL was here before
        // A 180 would have to be acknowledged (RFC 3262 §3); the 200 says all.
        if (!invite.request().hasToken(Headers.REQUIRE, "100rel")) {
            invite.respond(responses.inDialog(invite, 180, "Ringing").buildResponse());
        }
        timer = loop().after(parts.settings().ring().toMillis(), this::pickUp);
    }

    @Override
    public void onCancel(SipRequest cancel) {
        if (state != State.RINGING) return;
        Refusal.of(Rejection.CANCELLED).answer(invite);
        over("cancelled by the caller");
    }

    @Override
    public void onLost(String why) {
        if (state == State.RINGING) over(why);
    }

    private void pickUp() {
        if (state != State.RINGING) return;
        state = State.TALKING;
        var audio = opening.audio();
        if (audio != null) opening.port().follow(audio);
        accept(invite, opening.sdp(), audio == null);
        timer = loop().after(parts.settings().duration().toMillis(), () -> hangUp("has lasted long enough"));
    }

    // Requests in the dialog

    void received(ServerTransaction transaction) {
        var request = transaction.request();
        if (state == State.ENDED) endedAlready(transaction);
        else if (!dialog.inOrder(request)) Refusal.of(Rejection.OUT_OF_ORDER).answer(transaction);
        else {
            switch (request.method()) {
                case "BYE" -> hungUp(transaction);
                case "INVITE", "UPDATE" -> changes(transaction);
                case "OPTIONS" -> responses.options(transaction);
                case "INFO" ->
                    transaction.respond(transaction.response(200, "OK").buildResponse());
                default -> Responses.notAllowed(transaction);
            }
        }
    }

    private static void endedAlready(ServerTransaction transaction) {
        if (transaction.request().method().equals("BYE")) Responses.accept(transaction);
        else Refusal.of(Rejection.NO_DIALOG).answer(transaction);
    }

    private void hungUp(ServerTransaction bye) {
        Responses.accept(bye);
        if (state == State.RINGING) Refusal.of(Rejection.CANCELLED).answer(invite); // §15.1.2
        over("caller hung up");
    }

    /** A new offer, a refresh of the session, or both. */
    private void changes(ServerTransaction transaction) {
        var request = transaction.request();
        boolean invites = request.method().equals("INVITE");
        if (isOffering()) Refusal.of(Rejection.GLARE).answer(transaction);
        else if (!TestCalls.isReadable(request)) {
            Refusal.of(Rejection.UNSUPPORTED_MEDIA_TYPE).answer(transaction);
        } else if (request.bodyLength() > 0) offered(transaction);
        else if (invites) accept(transaction, opening.local().offer(), true);
        else transaction.respond(ok(transaction).buildResponse());
    }

    /** An offer is not answered yet, the caller's first or one of ours (RFC 3264 §4). */
    private boolean isOffering() {
        return state == State.RINGING || unacknowledged != null && unacknowledged.offers;
    }

    private void offered(ServerTransaction transaction) {
        switch (opening.local().answer(Description.read(transaction.request().body()))) {
            case Outcome.Agreed(var sdp, var audio) -> {
                opening.port().follow(audio);
                answer(transaction, sdp);
            }
            case Outcome.WithoutAudio(var sdp) -> {
                opening.port().silence();
                answer(transaction, sdp);
            }
            case Outcome.Refused(var why) -> TestCalls.notAcceptable(why).answer(transaction);
        }
    }

    private void answer(ServerTransaction transaction, String sdp) {
        if (transaction.request().method().equals("INVITE")) accept(transaction, sdp, false);
        else transaction.respond(ok(transaction).body(TestCalls.SDP, bytes(sdp)).buildResponse());
    }

    private void accept(ServerTransaction invitation, String sdp, boolean offers) {
        if (unacknowledged != null) unacknowledged.ok.stop();
        var response = ok(invitation).body(TestCalls.SDP, bytes(sdp)).buildResponse();
        var repeated = new OkUntilAck(loop(), invitation, response, parts.timing(), () -> {
            unacknowledged = null;
            hangUp("no ACK");
        });
        unacknowledged = new Unacknowledged(repeated, invitation.request().cseq(), offers);
    }

    void acknowledged(SipRequest ack) {
        var waiting = unacknowledged;
        if (waiting == null || ack.cseq() != waiting.cseq) return;
        waiting.ok.stop();
        unacknowledged = null;
        if (waiting.offers) {
            LocalAudio.agreed(Description.read(ack.body()))
                    .ifPresentOrElse(opening.port()::follow, () -> leaving = "offer not answered in the ACK");
        }
        if (leaving != null) hangUp(leaving);
    }

    /** A 2xx to INVITE or UPDATE: the target is where the request says, and the session lives on. */
    private MessageBuilder ok(ServerTransaction transaction) {
        dialog.retarget(transaction.request());
        var ok = responses.ok(transaction);
        SessionTimer.of(transaction.request()).ifPresent(session -> {
            session.write(ok);
            if (expiry != null) expiry.cancel();
            expiry = loop().after(session.giveUpMillis(), () -> hangUp("session was not refreshed"));
        });
        return ok;
    }

    private static byte[] bytes(String sdp) {
        return sdp.getBytes(java.nio.charset.StandardCharsets.UTF_8);
    }

    // The end

    /** Ends it from our side. On the loop. */
    void hangUp(String why) {
        switch (state) {
            case RINGING -> {
                Refusal.of(Rejection.SHUTTING_DOWN).answer(invite);
                over(why);
            }
            case TALKING -> {
                if (unacknowledged != null) leaving = why; // §15: no BYE before the ACK
                else bye(why);
            }
            case ENDED -> {}
        }
    }

    private void bye(String why) {
        conclude(why);
        var bye = dialog.next("BYE").buildRequest();
        parts.locator()
                .locate(dialog.nextHop())
                .exceptionally(_ -> List.of())
                .thenAccept(hops -> parts.edge().send(bye, hops, options(), new Ending()));
    }

    /** The way it came, so that a peer behind its own TCP connection is reached. */
    private SendOptions options() {
        var flow = invite.flow();
        var listener = flow.listener();
        return new SendOptions(listener.side(), listener.name(), listener.transport() == Transport.UDP ? null : flow);
    }

    private void over(String why) {
        conclude(why);
        calls.over(this);
    }

    private void conclude(String why) {
        state = State.ENDED;
        if (timer != null) timer.cancel();
        if (expiry != null) expiry.cancel();
        if (unacknowledged != null) unacknowledged.ok.stop();
        unacknowledged = null;
        opening.port().close();
        var audio = opening.port().traffic();
        log.info(
                "test call ended reason=\"{}\" callid={} millis={} sent={} sentbytes={} received={} receivedbytes={} lost={}",
                why,
                callId(),
                loop().millis() - begun,
                audio.sent(),
                audio.sentBytes(),
                audio.received(),
                audio.receivedBytes(),
                audio.lost());
    }

    /** Whatever is said to the BYE, or nothing at all: the call is over. */
    private final class Ending implements ClientUser {
        @Override
        public void onResponse(SipResponse response, ClientTransaction transaction) {
            if (response.isFinal()) calls.over(TestCall.this);
        }

        @Override
        public void onTimeout(ClientTransaction transaction) {
            calls.over(TestCall.this);
        }

        @Override
        public void onTransportError(ClientTransaction transaction, String why) {
            calls.over(TestCall.this);
        }
    }
}
