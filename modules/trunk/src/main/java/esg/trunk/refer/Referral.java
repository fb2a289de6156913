package esg.trunk.refer;

import esg.sip.message.Headers;
import esg.sip.message.SipRequest;
import esg.sip.message.SipResponse;
import esg.sip.transaction.ClientTransaction;
import esg.sip.transaction.ClientUser;
import esg.sip.transaction.ServerTransaction;
import esg.trunk.leg.Leg;
import esg.trunk.leg.LegSender;
import esg.trunk.leg.Relay;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * A REFER we have accepted, as the referrer sees it: the subscription that comes with it (RFC 3515 §2.4.4), in the referrer's dialog. It is
 * told that we try, and what came of it; what happens in between is nobody's business. One NOTIFY follows the other.
 */
public final class Referral implements ClientUser {
    /** Whether the referrer wants to hear of it (RFC 4488). */
    public static final String REFER_SUB = "Refer-Sub";

    private static final String SIPFRAG = "message/sipfrag;version=2.0";

    private record News(String state, String statusLine) {}

    private final LegSender sender;
    private final Leg leg;
    private final ServerTransaction refer;
    private final String event;
    private final boolean silent;
    private final Deque<News> waiting = new ArrayDeque<>();
    private @Nullable SipRequest sent; // not answered yet
    private boolean unheard; // nobody listens any more
    private Runnable then = () -> {};

    /**
     * Says nothing yet.
     *
     * @param first whether it is the first one in its dialog
     */
    public Referral(LegSender sender, Leg leg, ServerTransaction refer, boolean first) {
        this.sender = sender;
        this.leg = leg;
        this.refer = refer;
        this.event = first ? "refer" : "refer;id=" + refer.request().cseq(); // §2.4.6
        this.silent = refer.request().hasToken(REFER_SUB, "false");
    }

    /** 202, and the first news; {@code seconds} it takes at most. */
    public void accept(long seconds) {
        var answer = refer.response(202, "Accepted")
                .header(Headers.CONTACT, leg.contact)
                .header(Headers.ALLOW, Relay.ALLOW);
        if (silent) answer.header(REFER_SUB, "false");
        refer.respond(answer.buildResponse());
        say(new News("active;expires=" + seconds, "100 Trying"));
    }

    /**
     * The last news.
     *
     * @param told run once it is said, or nobody listens
     */
    public void done(int status, String phrase, Runnable told) {
        then = told;
        say(new News("terminated;reason=noresource", status + " " + phrase));
    }

    private void say(News news) {
        if (!silent) waiting.add(news);
        if (sent == null) next();
    }

    private void next() {
        var news = unheard ? null : waiting.poll();
        if (news == null) {
            sent = null;
            var last = then;
            then = () -> {};
            last.run();
            return;
        }
        var begun = leg.within("NOTIFY")
                .header(Headers.MAX_FORWARDS, "70")
                .header(Headers.CONTACT, leg.contact)
                .header(Headers.EVENT, event)
                .header("Subscription-State", news.state)
                .body(SIPFRAG, ("SIP/2.0 " + news.statusLine + "\r\n").getBytes(StandardCharsets.UTF_8));
        send(Relay.authorized(begun.buildRequest(), leg));
    }

    private void send(SipRequest notify) {
        sent = notify;
        sender.send(leg, notify, this);
    }

    @Override
    public void onResponse(SipResponse response, ClientTransaction transaction) {
        var notify = sent;
        if (response.isProvisional() || notify == null) return;
        if (leg.challenged(response)) {
            send(Relay.again(notify, leg));
            return;
        }
        unheard = !response.isSuccess(); // RFC 6665 §4.2.2: 481 above all, and who refuses one refuses the next
        next();
    }

    @Override
    public void onTimeout(ClientTransaction transaction) {
        unheard = true;
        next();
    }

    @Override
    public void onTransportError(ClientTransaction transaction, String why) {
        onTimeout(transaction);
    }
}
