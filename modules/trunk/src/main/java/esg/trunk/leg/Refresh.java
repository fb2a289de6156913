package esg.trunk.leg;

import esg.sip.message.Headers;
import esg.sip.message.SipRequest;
import esg.sip.message.SipResponse;
import esg.sip.transaction.ClientTransaction;
import esg.sip.transaction.ClientUser;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the peer of an adopted dialog where we are now (target refresh, RFC 3261 §12.2): by UPDATE, which touches no session (RFC 3311),
 * and where that is not understood by a re-INVITE with the session as it was. A peer that does not know the dialog any more ends the
 * call; one that refuses the refresh goes on as before.
 */
public final class Refresh implements ClientUser {
    public static final String SDP = "application/sdp";
    private static final Logger log = LoggerFactory.getLogger(Refresh.class);
    private static final int MOST_TRIES = 5;

    private final LegSender sender;
    private final Leg leg;
    private final byte[] sdp;
    private final Consumer<String> dead;
    private SipRequest sent;
    private int tries;

    private Refresh(LegSender sender, Leg leg, byte[] sdp, Consumer<String> dead) {
        this.sender = sender;
        this.leg = leg;
        this.sdp = sdp;
        this.dead = dead;
        this.sent = request("UPDATE");
    }

    /**
     * Sends it.
     *
     * @param sdp what the other party last said; empty to leave out the re-INVITE
     * @param dead told why, when there is nobody to go on with
     */
    public static void send(LegSender sender, Leg leg, byte[] sdp, Consumer<String> dead) {
        var refresh = new Refresh(sender, leg, sdp, dead);
        refresh.send(refresh.sent);
    }

    private SipRequest request(String method) {
        var begun = leg.within(method)
                .header(Headers.MAX_FORWARDS, "70")
                .header(Headers.CONTACT, leg.contact)
                .header(Headers.ALLOW, Relay.ALLOW);
        if (method.equals("INVITE")) begun.body(SDP, sdp);
        return Relay.authorized(begun.buildRequest(), leg);
    }

    private void send(SipRequest request) {
        sent = request;
        tries++;
        sender.send(leg, request, this);
    }

    @Override
    public void onResponse(SipResponse response, ClientTransaction transaction) {
        if (response.isProvisional()) return;
        boolean invite = sent.method().equals("INVITE");
        if (response.isSuccess()) {
            if (invite) acknowledge();
            leg.retarget(response);
            return;
        }
        switch (response.status()) {
            case 408, 481 -> dead.accept(response.status() + " to target refresh"); // RFC 5057 §5.1
            case 401, 407 -> {
                if (leg.challenged(response)) send(Relay.again(sent, leg));
            }
            // §14.1: the peer has a request of its own under way.
            case 491, 500 -> later();
            default -> {
                if (!invite && sdp.length > 0) send(request("INVITE"));
                else log.info("target refresh refused status={} callid={}", response.status(), leg.callId);
            }
        }
    }

    private void later() {
        if (tries >= MOST_TRIES) return;
        var method = sent.method();
        var _ = sender.loop().after(ThreadLocalRandom.current().nextLong(2_100, 4_000), () -> send(request(method)));
    }

    private void acknowledge() {
        sender.ack(leg, leg.ack(sent.cseq()).header(Headers.MAX_FORWARDS, "70").buildRequest());
    }

    @Override
    public void onTimeout(ClientTransaction transaction) {
        dead.accept("no answer to target refresh");
    }

    @Override
    public void onTransportError(ClientTransaction transaction, String why) {
        dead.accept("target refresh not sent: " + why);
    }
}
