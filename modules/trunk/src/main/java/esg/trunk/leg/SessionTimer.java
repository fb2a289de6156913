package esg.trunk.leg;

import esg.domain.account.CallOptions.Refresher;
import esg.sip.message.Address;
import esg.sip.message.Headers;
import esg.sip.message.MessageBuilder;
import esg.sip.message.SipMessage;
import esg.sip.message.SipRequest;
import esg.sip.message.SipResponse;
import org.jspecify.annotations.Nullable;

/**
 * What the two ends of one dialog have agreed on about refreshing their session, and what we ask for (RFC 4028). Reads and writes messages,
 * knows no clock: {@link Watch} acts by it. Belongs to a {@link Leg}, and to its thread.
 */
public final class SessionTimer {
    public static final String TIMER = "timer";
    /** Seconds that hold where nobody says Min-SE (§5). */
    private static final int RFC_LEAST = 90;

    private static final int MOST_ROUNDS = 3; // 422s heeded; after them the session does without

    /**
     * What we want in this dialog.
     *
     * @param seconds interval; 0 asks for none
     * @param least seconds, below which we refuse
     * @param refresher who is to refresh where that is ours to say
     */
    public record Wish(int seconds, int least, Refresher refresher) {
        public static final Wish NONE = new Wish(0, RFC_LEAST, Refresher.AUTO);
    }

    /**
     * What holds.
     *
     * @param seconds interval; 0 for none
     * @param ours whether we refresh
     * @param shared whether the peer has said that it keeps to it; else we refresh alone
     */
    public record Agreed(int seconds, boolean ours, boolean shared) {
        /** Milliseconds after a refresh when we are to refresh again: half the interval (§10). */
        long refreshMillis() {
            return seconds * 500L;
        }

        /** Milliseconds after a refresh when we need not wait for the peer any more (§10). */
        long giveUpMillis() {
            return 1000L * (seconds - Math.min(32, seconds / 3));
        }

        static Agreed none() {
            return new Agreed(0, false, false);
        }
    }

    /**
     * All of it, as another node needs it.
     *
     * @param least the largest Min-SE the peer has asked for, in seconds
     * @param updates whether the peer takes UPDATE
     */
    public record State(Wish wish, Agreed agreed, int least, boolean updates) {
        public static final State NONE = new State(Wish.NONE, Agreed.none(), RFC_LEAST, false);
    }

    private final Wish wish;
    private Agreed agreed = Agreed.none();
    private int least;
    private boolean updates;
    private int rounds;
    private Runnable changed = () -> {};

    public SessionTimer(Wish wish) {
        this.wish = wish;
        this.least = wish.least;
    }

    /** As another node has left it. */
    static SessionTimer goingOn(State state) {
        var timer = new SessionTimer(state.wish);
        timer.agreed = state.agreed;
        timer.least = state.least;
        timer.updates = state.updates;
        return timer;
    }

    State state() {
        return new State(wish, agreed, least, updates);
    }

    /** For another dialog, of which nothing is known yet. */
    SessionTimer anew() {
        return new SessionTimer(wish);
    }

    /** Whether such a request refreshes a session (§3). */
    static boolean concerns(String method) {
        return method.equals("INVITE") || method.equals("UPDATE");
    }

    /** Another instance after each refresh. */
    Agreed agreed() {
        return agreed;
    }

    /** Whether the peer takes UPDATE, by the Allow it has sent. */
    boolean updates() {
        return updates;
    }

    /** Who is told of each refresh, on the thread of the leg. */
    void whenAgreed(Runnable listener) {
        changed = listener;
    }

    /** Reads what the peer is able to do. */
    void heard(SipMessage message) {
        if (message.has(Headers.ALLOW)) updates = message.hasToken(Headers.ALLOW, "UPDATE");
    }

    /** Into an INVITE or UPDATE of ours (§7.1, §7.4). */
    void ask(MessageBuilder request) {
        if (least > RFC_LEAST) request.header(Headers.MIN_SE, Integer.toString(least));
        int seconds = agreed.seconds > 0 ? agreed.seconds : wish.seconds;
        if (seconds > 0 && rounds <= MOST_ROUNDS)
            request.header(Headers.SESSION_EXPIRES, Math.max(seconds, least) + asked());
    }

    private String asked() {
        if (agreed.seconds > 0) return agreed.ours ? ";refresher=uac" : ";refresher=uas";
        return switch (wish.refresher) {
            case AUTO -> ""; // theirs to choose
            case SELF -> ";refresher=uac";
            case PEER -> ";refresher=uas";
        };
    }

    /** Whether a refused INVITE or UPDATE is worth another try with what {@link #ask} writes now (§7.3). */
    boolean retries(SipResponse refusal) {
        if (refusal.status() != 422 || !concerns(refusal.cseqMethod()) || rounds > MOST_ROUNDS) return false;
        int wanted = refusal.intHeader(Headers.MIN_SE, 0);
        // Who refuses without asking for more will not be content with more either.
        rounds = wanted > least ? rounds + 1 : MOST_ROUNDS + 1;
        least = Math.max(least, wanted);
        return true;
    }

    /** The peer's 2xx to an INVITE or UPDATE of ours (§7.2). */
    void accepted(SipResponse ok) {
        heard(ok);
        if (rounds <= MOST_ROUNDS) rounds = 0;
        var said = Said.by(ok);
        if (said.seconds > 0) agree(new Agreed(Math.max(said.seconds, wish.least), !said.refreshes("uas"), true));
        else agree(alone(Math.max(wish.seconds, least)));
    }

    /** Whether the interval an INVITE or UPDATE of the peer asks for is to be refused with 422 (§9). */
    public static boolean tooBrief(SipRequest request, int least) {
        int seconds = concerns(request.method()) ? Said.by(request).seconds : 0;
        return seconds > 0 && seconds < least && Relay.offers(request, TIMER);
    }

    boolean tooBrief(SipRequest request) {
        return tooBrief(request, wish.least);
    }

    /** What 422 names, in seconds. */
    int least() {
        return wish.least;
    }

    /**
     * Into our 2xx to an INVITE or UPDATE of the peer (§9), which settles it.
     *
     * @return whether the 2xx is to require {@link #TIMER}
     */
    boolean accept(SipRequest request, MessageBuilder ok) {
        heard(request);
        boolean knows = Relay.offers(request, TIMER);
        var said = Said.by(request);
        int wanted = Math.max(wish.seconds, Math.max(wish.least, request.intHeader(Headers.MIN_SE, 0)));
        if (said.seconds == 0 && !knows) agree(alone(wanted));
        else if (said.seconds == 0 && wish.seconds == 0) agree(Agreed.none());
        else {
            int most = wish.seconds > 0 ? wanted : Integer.MAX_VALUE;
            int seconds = said.seconds == 0 ? wanted : Math.max(Math.min(said.seconds, most), wish.least);
            agree(new Agreed(seconds, !knows || weRefresh(said), knows));
        }
        if (agreed.seconds == 0) return false;
        ok.header(Headers.SESSION_EXPIRES, agreed.seconds + (agreed.ours ? ";refresher=uas" : ";refresher=uac"));
        return knows;
    }

    /** Table 2 of §9, for a peer that knows timers. */
    private boolean weRefresh(Said said) {
        if (said.refresher != null) return said.refreshes("uas");
        if (agreed.shared) return agreed.ours; // nobody wants a change
        return wish.refresher != Refresher.PEER;
    }

    /** With a peer that knows no timers we may refresh all the same (§7.2, §9). */
    private Agreed alone(int seconds) {
        return wish.seconds == 0 || wish.refresher == Refresher.PEER ? Agreed.none() : new Agreed(seconds, true, false);
    }

    private void agree(Agreed now) {
        agreed = now;
        changed.run();
    }

    /**
     * Session-Expires of a message.
     *
     * @param seconds 0 where it has none that can be read
     * @param refresher {@code uac}, {@code uas} or null
     */
    private record Said(int seconds, @Nullable String refresher) {
        private static final Said NOTHING = new Said(0, null);

        static Said by(SipMessage message) {
            var value = message.header(Headers.SESSION_EXPIRES);
            if (value == null) return NOTHING;
            var read = Address.parse(value); // reads "1800;refresher=uac" as well as an address
            var digits = read.uriText();
            return digits.matches("\\d{1,8}") && Integer.parseInt(digits) > 0
                    ? new Said(Integer.parseInt(digits), read.param("refresher"))
                    : NOTHING;
        }

        boolean refreshes(String who) {
            return who.equalsIgnoreCase(refresher);
        }
    }
}
