package esg.esg.call;

import com.typesafe.config.Config;
import esg.domain.Rejection;
import esg.esg.call.PlacedCall.Audio;
import esg.media.sdp.Description;
import esg.media.sdp.LocalAudio;
import esg.media.sdp.Outcome;
import esg.sip.dialog.Dialog;
import esg.sip.message.Headers;
import esg.sip.message.MessageBuilder;
import esg.sip.message.SipRequest;
import esg.sip.transaction.ServerTransaction;
import esg.trunk.call.CallSettings;
import esg.trunk.leg.OkUntilAck;
import esg.trunk.leg.Timing;
import esg.trunk.leg.Refusal;
import org.jspecify.annotations.Nullable;

/** What the other end asks for while we talk: a change of the session, a sign of life. */
final class InDialog {
    private final Line line;
    private final Dialog dialog;
    private final Audio audio;
    private final Timing timing;
    private @Nullable OkUntilAck unacknowledged;
    private boolean offers; // that 2xx holds an offer, which its ACK answers

    InDialog(Line line, Dialog dialog, Audio audio, Config config) {
        this.line = line;
        this.dialog = dialog;
        this.audio = audio;
        this.timing = CallSettings.from(config).timing();
    }

    static void unknown(ServerTransaction transaction) {
        Refusal.of(Rejection.NO_DIALOG).answer(transaction);
    }

    void received(ServerTransaction transaction) {
        var request = transaction.request();
        if (!dialog.inOrder(request)) Refusal.of(Rejection.OUT_OF_ORDER).answer(transaction);
        else {
            switch (request.method()) {
                case "INVITE", "UPDATE" -> changes(transaction);
                case "OPTIONS", "INFO", "NOTIFY", "MESSAGE" ->
                    transaction.respond(ok(transaction).buildResponse());
                default -> Refusal.of(Rejection.METHOD_NOT_ALLOWED).answer(transaction);
            }
        }
    }

    private void changes(ServerTransaction transaction) {
        boolean invites = transaction.request().method().equals("INVITE");
        if (unacknowledged != null && offers) {
            Refusal.of(Rejection.GLARE).answer(transaction);
            return;
        }
        if (transaction.request().bodyLength() == 0) {
            dialog.retarget(transaction.request());
            if (invites) accept(transaction, audio.local().offer(), true);
            else transaction.respond(ok(transaction).buildResponse());
            return;
        }
        switch (audio.local().answer(Description.read(transaction.request().body()))) {
            case Outcome.Agreed(var sdp, var agreed) -> {
                audio.port().follow(agreed);
                answer(transaction, sdp);
            }
            case Outcome.WithoutAudio(var sdp) -> {
                audio.port().silence();
                answer(transaction, sdp);
            }
            case Outcome.Refused _ -> Refusal.of(Rejection.UNSUPPORTED_MEDIA).answer(transaction);
        }
    }

    private void answer(ServerTransaction transaction, String sdp) {
        dialog.retarget(transaction.request());
        if (transaction.request().method().equals("INVITE")) accept(transaction, sdp, false);
        else transaction.respond(described(transaction, sdp).buildResponse());
    }

    private void accept(ServerTransaction invite, String sdp, boolean offer) {
        close();
        offers = offer;
        var response = described(invite, sdp).buildResponse();
        unacknowledged = new OkUntilAck(line.loop(), invite, response, timing, () -> unacknowledged = null);
    }

    void acknowledged(SipRequest ack) {
        if (unacknowledged == null) return;
        close();
        if (offers) LocalAudio.agreed(Description.read(ack.body())).ifPresent(audio.port()::follow);
    }

    void close() {
        if (unacknowledged != null) unacknowledged.stop();
        unacknowledged = null;
    }

    private MessageBuilder described(ServerTransaction transaction, String sdp) {
        return ok(transaction).body(PlacedCall.type(), PlacedCall.bytes(sdp));
    }

    private MessageBuilder ok(ServerTransaction transaction) {
        return transaction.response(200, "OK").header(Headers.CONTACT, dialog.contact());
    }
}
