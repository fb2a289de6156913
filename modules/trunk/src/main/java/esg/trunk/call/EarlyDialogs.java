package esg.trunk.call;

import esg.sip.message.SipRequest;
import esg.sip.transaction.ServerTransaction;
import esg.trunk.call.Dialogs.Party;
import esg.trunk.leg.Leg;
import esg.trunk.leg.ReliableProvisional;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The caller's dialogs: until one is confirmed there is one for each fork of the callee that said something (RFC 3261 §13.2.2.4), since each
 * has a session, numbers and requests of its own. The first has the tag of the INVITE's transaction.
 */
final class EarlyDialogs {
    /** One of them; {@code callee} is its other end, null while it is anybody's. */
    static final class Early {
        final Leg leg;
        final ReliableProvisional reliable;

        @Nullable
        Leg callee;

        Early(Leg leg, ReliableProvisional reliable) {
            this.leg = leg;
            this.reliable = reliable;
        }
    }

    private final ServerTransaction invite;
    private final Supplier<String> tags;
    private final Supplier<ReliableProvisional> reliable;
    private final List<Early> all = new ArrayList<>(1);
    private Early current;

    /**
     * The first.
     *
     * @param tags new ones
     * @param reliable reliable answers of one dialog: their numbers are counted in each
     */
    EarlyDialogs(ServerTransaction invite, Leg first, Supplier<String> tags, Supplier<ReliableProvisional> reliable) {
        this.invite = invite;
        this.tags = tags;
        this.reliable = reliable;
        this.current = new Early(first, reliable.get());
        all.add(current);
    }

    List<Early> all() {
        return all;
    }

    /** The one last spoken in, or the confirmed one. */
    Early current() {
        return current;
    }

    /** That of a fork, made where it has none. Phones that ring together have no forks of their own for the caller: they share the first. */
    Early of(@Nullable Leg callee) {
        current = callee == null ? all.getFirst() : known(callee);
        return current;
    }

    private Early known(Leg callee) {
        for (var early : all) if (early.callee == callee) return early;
        var free = all.getFirst();
        if (free.callee != null) {
            free = new Early(free.leg.fork(invite.request(), tags.get()), reliable.get());
            all.add(free);
        }
        free.callee = callee;
        return free;
    }

    /** The one a request came in; null while there is one only. */
    @Nullable
    Early find(Party from, SipRequest request) {
        if (all.size() == 1) return null;
        for (var early : all) {
            var callee = early.callee;
            boolean fits = from == Party.CALLER
                    ? early.leg.localTag.equals(request.toTag())
                    : callee != null && callee.localTag.equals(request.toTag()) && callee.isFrom(request.fromTag());
            if (fits) return early;
        }
        return null;
    }

    /** Ends one of several. */
    void drop(Early early) {
        early.reliable.stop();
        all.remove(early);
        if (current == early) current = all.getLast();
    }

    void stop() {
        for (var early : all) early.reliable.stop();
    }
}
