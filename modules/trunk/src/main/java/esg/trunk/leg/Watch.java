package esg.trunk.leg;

import esg.domain.Rejection;
import esg.sip.transport.Cancellable;
import esg.trunk.leg.SessionTimer.Agreed;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Sees whether the peer of an established dialog is still there. Refreshes the session or waits for the peer to do so, as its
 * {@link SessionTimer} says (RFC 4028 §10); a peer that has agreed to no timer is asked by an {@link Audit} when it has said nothing for long. Lives on
 * the loop of the call.
 */
public final class Watch {
    private static final byte[] UNKNOWN = {};
    private static final long AGAIN_MILLIS = 2_000; // while another INVITE of the dialog is under way
    private static final long LONGEST_MILLIS = 24 * 3_600_000L; // then it is looked at anew
    private static final int MOST_SILENCES = 2;

    /** The call it watches for. */
    public interface Watched {
        /** Session description that this peer was last told; null for none. */
        byte @Nullable [] told();

        /** Whether an INVITE is under way inside the call, beside which there must be no other (RFC 3261 §14.1). */
        boolean offering();

        /** Something was agreed on anew. */
        void agreed();

        /** The peer is gone. */
        void gone(Rejection why, String how);
    }

    private final LegSender sender;
    private final Leg leg;
    private final long auditMillis;
    private final Watched call;
    private Agreed agreed;
    private long refreshed; // milliseconds of the loop's clock
    private long heard;
    private long patience; // milliseconds from what was heard to the audit
    private int silences;
    private boolean asking;
    private boolean stopped;
    private @Nullable Cancellable timer;

    private Watch(LegSender sender, Leg leg, long auditMillis, Watched call) {
        this.sender = sender;
        this.leg = leg;
        this.auditMillis = auditMillis;
        this.call = call;
        this.agreed = leg.timer.agreed();
        this.refreshed = sender.loop().millis();
        heard();
    }

    /**
     * Begins now.
     *
     * @param auditMillis after how long a silence it asks, give or take a quarter; 0 for never
     */
    public static Watch begin(LegSender sender, Leg leg, long auditMillis, Watched call) {
        var watch = new Watch(sender, leg, auditMillis, call);
        leg.timer.whenAgreed(watch::agreed);
        watch.plan();
        return watch;
    }

    /** The peer has said something in the dialog. */
    public void heard() {
        heard = sender.loop().millis();
        silences = 0;
        // Calls that began together must not ask together.
        patience =
                auditMillis == 0 ? 0 : ThreadLocalRandom.current().nextLong(auditMillis * 3 / 4, auditMillis * 5 / 4);
    }

    public void stop() {
        stopped = true;
        if (timer != null) timer.cancel();
        timer = null;
    }

    private void agreed() {
        if (stopped) return;
        agreed = leg.timer.agreed();
        refreshed = sender.loop().millis();
        heard();
        call.agreed();
        plan();
    }

    private void plan() {
        if (timer != null) timer.cancel();
        timer = null;
        if (stopped || asking) return;
        long due = Math.min(sessionDue(), auditDue());
        if (due == Long.MAX_VALUE) return;
        long wait = Math.clamp(due - sender.loop().millis(), 1, LONGEST_MILLIS);
        timer = sender.loop().after(wait, this::look);
    }

    private long sessionDue() {
        if (agreed.seconds() == 0) return Long.MAX_VALUE;
        return refreshed + (agreed.ours() ? agreed.refreshMillis() : agreed.giveUpMillis());
    }

    private long auditDue() {
        return agreed.shared() || auditMillis == 0 ? Long.MAX_VALUE : heard + patience;
    }

    private void look() {
        timer = null;
        long now = sender.loop().millis();
        if (now >= sessionDue() && !agreed.ours()) call.gone(Rejection.SESSION_EXPIRED, "session not refreshed");
        else if (now >= sessionDue()) refresh();
        else if (now >= auditDue()) audit();
        else plan();
    }

    private void refresh() {
        var told = call.told();
        var sdp = told == null ? UNKNOWN : told;
        boolean update = leg.timer.updates() || sdp.length == 0;
        if (!update && call.offering()) {
            timer = sender.loop().after(AGAIN_MILLIS, this::look);
            return;
        }
        asking = true;
        Refresh.send(sender, leg, sdp, update ? "UPDATE" : "INVITE", new Refresh.User() {
            @Override
            public void answered(boolean accepted) {
                asking = false;
                heard();
                // Once more before the session expires.
                if (!accepted) refreshed += agreed.refreshMillis() / 2;
                plan();
            }

            @Override
            public void gone(String why) {
                if (!stopped) call.gone(Rejection.PEER_GONE, why);
            }

            @Override
            public boolean waits() {
                return !stopped;
            }
        });
    }

    private void audit() {
        asking = true;
        Audit.send(sender, leg, found -> {
            asking = false;
            if (stopped) return;
            switch (found) {
                case ALIVE -> heard();
                case GONE -> silences = MOST_SILENCES;
                case SILENT -> silences++;
            }
            if (silences < MOST_SILENCES) plan(); // at once when it was silent
            else
                call.gone(
                        Rejection.PEER_GONE,
                        "dialog " + (found == Audit.Found.GONE ? "unknown" : "silent") + " at audit");
        });
    }
}
