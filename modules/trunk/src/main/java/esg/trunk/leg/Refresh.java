package esg.trunk.leg;

import esg.sip.message.Headers;
import esg.sip.message.SipRequest;
import esg.sip.message.SipResponse;
import esg.sip.transaction.ClientTransaction;
import esg.sip.transaction.ClientUser;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Refreshes a dialog and its session from our side (RFC 3261 §12.2, RFC 4028 §7.4): by UPDATE, which touches no session description (RFC
 * 3311), or by a re-INVITE with the description as it was. Tells the peer of an adopted dialog where we are now, too. A peer that does not
 * know the dialog any more ends the call; one that refuses goes on as before.
 */
public final class Refresh implements ClientUser {
    public static final String SDP = "application/sdp";
    private static final Logger log = LoggerFactory.getLogger(Refresh.class);
    private static final int MOST_TRIES = 5;

    /** Whose refresh it is; told once what became of it, on the loop of the call. */
    public interface User {
        /** The peer is there. */
        default void answered(boolean accepted) {}

        /** There is nobody to go on with. */
        void gone(String why);

        /** False when nobody wants it any more. */
        default boolean waits() {
            return true;
        }
    }

    private final LegSender sender;
    private final Leg leg;
    private final byte[] sdp;
    private final User user;
    private SipRequest sent;
    private int tries;
    private boolean done;

    private Refresh(LegSender sender, Leg leg, byte[] sdp, String method, User user) {
        this.sender = sender;
        this.leg = leg;
        this.sdp = sdp;
        this.user = user;
        this.sent = request(method);
    }

    /**
     * Sends it.
     *
     * @param sdp what this peer was last told of the other party's session; empty to leave out the re-INVITE
     * @param method UPDATE, which a re-INVITE follows where it is not understood, or INVITE at once
     */
    public static void send(LegSender sender, Leg leg, byte[] sdp, String method, User user) {
        var refresh = new Refresh(sender, leg, sdp, method, user);
        refresh.send(refresh.sent);
    }

    private SipRequest request(String method) {
        var begun = leg.within(method)
                .header(Headers.MAX_FORWARDS, "70")
                .header(Headers.CONTACT, leg.contact)
                .header(Headers.ALLOW, Relay.ALLOW)
                .header(Headers.SUPPORTED, SessionTimer.TIMER);
        leg.timer.ask(begun);
        if (method.equals("INVITE")) begun.body(SDP, sdp);
        return Relay.authorized(begun.buildRequest(), leg);
    }

    private void send(SipRequest request) {
        sent = request;
        tries++;
        if (request.method().equals("INVITE")) sender.offer(leg, request, this);
        else sender.send(leg, request, this);
    }

    @Override
    public void onResponse(SipResponse response, ClientTransaction transaction) {
        if (response.isProvisional()) return;
        boolean invite = sent.method().equals("INVITE");
        if (response.isSuccess()) {
            if (invite) acknowledge();
            if (done) return; // a 2xx once more
            leg.refreshed(response);
            answered(true);
            return;
        }
        switch (response.status()) {
            case 408, 481 -> gone(response.status() + " to refresh"); // RFC 5057 §5.1
            // §14.1: the peer has a request of its own under way.
            case 491, 500 -> later(response.status());
            default -> {
                if (leg.asksAgain(response)) send(Relay.again(sent, leg));
                else if (!invite && sdp.length > 0) send(request("INVITE"));
                else refused(response.status());
            }
        }
    }

    private void later(int status) {
        if (tries >= MOST_TRIES) {
            refused(status);
            return;
        }
        var method = sent.method();
        var _ = sender.loop().after(ThreadLocalRandom.current().nextLong(2_100, 4_000), () -> {
            if (user.waits()) send(request(method));
        });
    }

    private void refused(int status) {
        log.info("refresh refused status={} callid={}", status, leg.callId);
        answered(false);
    }

    private void answered(boolean accepted) {
        done = true;
        user.answered(accepted);
    }

    private void gone(String why) {
        done = true;
        user.gone(why);
    }

    private void acknowledge() {
        sender.ack(leg, leg.ack(sent.cseq()).header(Headers.MAX_FORWARDS, "70").buildRequest());
    }

    @Override
    public void onTimeout(ClientTransaction transaction) {
        gone("no answer to refresh");
    }

    @Override
    public void onTransportError(ClientTransaction transaction, String why) {
        gone("refresh not sent: " + why);
    }
}
