package esg.trunk.refer;

import esg.sip.message.Headers;
import esg.sip.message.SipRequest;
import esg.sip.message.SipResponse;
import esg.sip.transaction.ClientTransaction;
import esg.sip.transaction.ClientUser;
import esg.trunk.leg.Leg;
import esg.trunk.leg.LegSender;
import esg.trunk.leg.Refresh;
import esg.trunk.leg.Relay;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A re-INVITE of our own: tells one party of a call with whom it speaks now. Put off while another offer is under way, and made again after
 * a while when the peer has one of its own (RFC 3261 §14.1).
 */
public final class Reoffer implements ClientUser {
    private static final int MOST_TRIES = 6;
    private static final int NO_ANSWER = 408;

    /** What came of it; told once, on the loop of the call. */
    public interface Outcome {
        void accepted(SipResponse response);

        /**
         * The session stays as it was.
         *
         * @param status 408 also when nobody answered
         */
        void refused(int status, String phrase);
    }

    private final LegSender sender;
    private final Leg leg;
    private final byte[] sdp;
    private final BooleanSupplier busy;
    private final Outcome outcome;
    private @Nullable SipRequest sent;
    private @Nullable SipRequest ack;
    private int tries;
    private boolean stopped;

    private Reoffer(LegSender sender, Leg leg, byte[] sdp, BooleanSupplier busy, Outcome outcome) {
        this.sender = sender;
        this.leg = leg;
        this.sdp = sdp;
        this.busy = busy;
        this.outcome = outcome;
    }

    /**
     * Sends it.
     *
     * @param busy whether another offer is under way in this dialog
     */
    public static Reoffer send(LegSender sender, Leg leg, byte[] sdp, BooleanSupplier busy, Outcome outcome) {
        var offer = new Reoffer(sender, leg, sdp, busy, outcome);
        offer.send();
        return offer;
    }

    /** Nobody waits for it any more: it is not made again, and what is answered all the same is acknowledged. */
    public void stop() {
        stopped = true;
    }

    private void send() {
        if (stopped) return;
        if (busy.getAsBoolean()) {
            later(491, "Request Pending");
            return;
        }
        var begun = leg.within("INVITE")
                .header(Headers.MAX_FORWARDS, "70")
                .header(Headers.CONTACT, leg.contact)
                .header(Headers.ALLOW, Relay.ALLOW)
                .header(Headers.SUPPORTED, "replaces")
                .body(Refresh.SDP, sdp);
        send(Relay.authorized(begun.buildRequest(), leg));
    }

    private void send(SipRequest request) {
        sent = request;
        sender.offer(leg, request, this);
    }

    @Override
    public void onResponse(SipResponse response, ClientTransaction transaction) {
        var request = sent;
        if (response.isProvisional() || request == null) return;
        if (response.isSuccess()) {
            boolean first = ack == null;
            if (ack == null) ack = acknowledgement(request);
            sender.ack(leg, ack);
            if (!first) return;
            leg.retarget(response);
            if (!stopped) outcome.accepted(response);
        } else if (leg.challenged(response)) {
            send(Relay.again(request, leg));
        } else if (response.status() == 491) {
            later(491, response.reasonPhrase());
        } else {
            refused(response.status(), response.reasonPhrase());
        }
    }

    private SipRequest acknowledgement(SipRequest request) {
        var begun = leg.ack(request.cseq()).header(Headers.MAX_FORWARDS, "70");
        return Relay.authorized(begun.buildRequest(), leg);
    }

    private void later(int status, String phrase) {
        if (++tries >= MOST_TRIES) {
            refused(status, phrase);
            return;
        }
        var random = ThreadLocalRandom.current();
        long millis = leg.ownsCallId() ? random.nextLong(2_100, 4_000) : random.nextLong(2_000);
        var _ = sender.loop().after(Math.max(millis, 10), this::send);
    }

    private void refused(int status, String phrase) {
        if (stopped) return;
        stopped = true; // what is answered all the same is acknowledged
        outcome.refused(status, phrase);
    }

    @Override
    public void onTimeout(ClientTransaction transaction) {
        refused(NO_ANSWER, "Request Timeout");
    }

    @Override
    public void onTransportError(ClientTransaction transaction, String why) {
        refused(NO_ANSWER, "Request Timeout");
    }
}
