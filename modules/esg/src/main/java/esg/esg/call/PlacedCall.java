package esg.esg.call;

import esg.esg.call.Outcome.Ending;
import esg.esg.call.Outcome.Side;
import esg.media.sdp.Description;
import esg.media.sdp.LocalAudio;
import esg.media.tone.ToneDetector;
import esg.media.tone.TonePort;
import esg.sip.dialog.Dialog;
import esg.sip.message.Headers;
import esg.sip.message.SipRequest;
import esg.sip.message.SipResponse;
import esg.sip.transaction.ClientTransaction;
import esg.sip.transaction.ClientUser;
import esg.sip.transaction.ServerTransaction;
import esg.sip.transport.Cancellable;
import esg.sip.transport.Loop;
import esg.trunk.call.CallSettings;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The call as this end has it: invites, acknowledges, talks, hangs up. All happens on the only loop there is. */
final class PlacedCall implements ClientUser {
    private static final String SDP = "application/sdp";

    private enum State {
        CALLING,
        TALKING,
        HANGING_UP,
        OVER
    }

    /** The audio of this end. */
    record Audio(TonePort port, ToneDetector ear, LocalAudio local) {}

    private final CallOptions options;
    private final Line line;
    private final Audio audio;
    private final Loop loop;
    private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();
    private final SipRequest invite;
    private State state = State.CALLING;
    private @Nullable ClientTransaction inviting;
    private @Nullable Dialog dialog;
    private @Nullable InDialog within;
    private @Nullable Ending ending;
    private @Nullable Cancellable timer;
    private boolean heardOf; // somebody has the INVITE
    private long answered;
    private long talked;

    PlacedCall(CallOptions options, Line line, Audio audio) {
        this.options = options;
        this.line = line;
        this.audio = audio;
        this.loop = line.loop();
        this.invite = Invitation.write(options, line, audio.local().offer());
    }

    /** Begins; the outcome comes when all is over. Any thread. */
    CompletableFuture<Outcome> place() {
        loop.execute(() -> {
            inviting = line.send(invite, this);
            timer = loop.after(options.ring().toMillis(), this::giveUp);
            var _ = loop.after(CallSettings.from(options.config()).firstAnswerMillis(), this::giveUpUnheard);
        });
        return outcome;
    }

    /** Ends it early. Any thread. */
    void hangUp() {
        loop.execute(() -> {
            switch (state) {
                case CALLING -> giveUp();
                case TALKING -> bye("");
                case HANGING_UP, OVER -> {}
            }
        });
    }

    private void giveUp() {
        if (state != State.CALLING || inviting == null) return;
        ending = heardOf ? new Ending.GivenUp() : new Ending.Silence("");
        inviting.cancel(null);
        if (!heardOf) over();
    }

    /** Whoever is there says 100 within 200 ms. */
    private void giveUpUnheard() {
        if (!heardOf) giveUp();
    }

    @Override
    public void onTrying(ClientTransaction transaction) {
        heardOf = true;
    }

    @Override
    public void onResponse(SipResponse response, ClientTransaction transaction) {
        heardOf = true;
        if (response.isProvisional()) return;
        if (state != State.CALLING) {
            if (response.isSuccess()) acknowledge(); // it comes again until it has our ACK
            return;
        }
        answered = loop.millis();
        if (response.isSuccess()) connected(response);
        else {
            if (ending == null) ending = refused(response);
            over();
        }
    }

    private static Ending refused(SipResponse response) {
        var reason = response.header(Headers.REASON);
        return new Ending.Refused(response.status(), response.reasonPhrase(), reason == null ? "" : reason);
    }

    @Override
    public void onTimeout(ClientTransaction transaction) {
        if (state != State.CALLING) return;
        if (ending == null) ending = heardOf ? new Ending.GivenUp() : new Ending.Silence("");
        over();
    }

    @Override
    public void onTransportError(ClientTransaction transaction, String why) {
        if (state != State.CALLING) return;
        ending = new Ending.Silence(why);
        over();
    }

    private void connected(SipResponse ok) {
        state = State.TALKING;
        if (timer != null) timer.cancel();
        var made = Dialog.offered(invite, ok);
        dialog = made;
        within = new InDialog(line, made, audio, options.config());
        acknowledge();
        var agreed = LocalAudio.agreed(Description.read(ok.body()));
        if (ending != null) bye("answered after it was given up");
        else if (agreed.isEmpty()) bye("no audio in the answer");
        else {
            audio.port().follow(agreed.get());
            timer = loop.after(options.talk().toMillis(), () -> bye(""));
        }
    }

    private void acknowledge() {
        if (dialog != null) line.acknowledge(dialog, dialog.ack(invite.cseq()).buildRequest());
    }

    private void bye(String why) {
        var talking = dialog;
        if (state != State.TALKING || talking == null) return;
        ended(Side.US, why);
        line.send(talking, talking.next("BYE").buildRequest(), new Bye());
    }

    private void ended(Side by, String why) {
        state = State.HANGING_UP;
        talked = loop.millis() - answered;
        ending = new Ending.Ended(by, why);
        if (timer != null) timer.cancel();
        audio.port().silence();
    }

    /** A request of the other end, in whatever dialog. On the loop. */
    void received(ServerTransaction transaction) {
        var request = transaction.request();
        var talking = within;
        if (talking == null || !request.callId().equals(invite.callId())) InDialog.unknown(transaction);
        else if (!request.method().equals("BYE")) talking.received(transaction);
        else {
            transaction.respond(transaction.response(200, "OK").buildResponse());
            if (state != State.TALKING) return;
            var reason = request.header(Headers.REASON);
            ended(Side.THEM, reason == null ? "" : reason);
            over();
        }
    }

    void acknowledged(SipRequest ack) {
        if (within != null) within.acknowledged(ack);
    }

    private void over() {
        if (state == State.OVER) return;
        state = State.OVER;
        if (timer != null) timer.cancel();
        if (within != null) within.close();
        var how = ending == null ? new Ending.GivenUp() : ending;
        long after = (answered == 0 ? loop.millis() : answered) - line.begunMillis();
        outcome.complete(new Outcome(
                how, after, talked, audio.port().traffic(), audio.ear().heard()));
    }

    static byte[] bytes(String sdp) {
        return sdp.getBytes(StandardCharsets.UTF_8);
    }

    static String type() {
        return SDP;
    }

    /** Whatever is said to it, or nothing at all: the call is over. */
    private final class Bye implements ClientUser {
        @Override
        public void onResponse(SipResponse response, ClientTransaction transaction) {
            if (response.isFinal()) over();
        }

        @Override
        public void onTimeout(ClientTransaction transaction) {
            over();
        }

        @Override
        public void onTransportError(ClientTransaction transaction, String why) {
            over();
        }
    }
}
