package esg.trunk.call;

import esg.trunk.leg.Leg;
import esg.domain.account.AccountId;
import esg.domain.cdr.EndedBy;
import esg.domain.match.Served;
import esg.domain.match.SourceCheck;
import esg.sip.message.SipRequest;
import esg.sip.transaction.ServerTransaction;
import esg.sip.transport.Side;
import java.net.InetAddress;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.apache.pekko.actor.typed.ActorRef;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The node's dialogs, so that a request inside one finds its call without passing any other actor; keyed by our own tag. Only those who have
 * a part in a dialog may speak in it: whom it leads to, and whoever may send for its account (SRC-01) or is known inside.
 */
public final class Dialogs {
    /** Whose dialog it is: the caller's leg or the callee's. */
    public enum Party {
        CALLER,
        CALLEE;

        Party other() {
            return this == CALLER ? CALLEE : CALLER;
        }

        /** For logs. */
        String word() {
            return this == CALLER ? "caller" : "callee";
        }

        EndedBy asEnder() {
            return this == CALLER ? EndedBy.CALLER : EndedBy.CALLEE;
        }
    }

    /** Who may speak in dialogs beside those to whom a dialog leads by itself. Any thread. */
    public interface Known {
        /** Whether somebody inside sends from there, a trusted peer or a phone that is registered. */
        boolean inside(InetAddress source);

        /** The account as it is served here now; null when it is not. */
        @Nullable
        Served account(AccountId id);
    }

    /** What became of a request. */
    public enum Outcome {
        DELIVERED,
        NO_DIALOG,
        /** Its sender has no part in the dialog, whatever tags it has guessed. */
        NOT_ALLOWED
    }

    /** @param served the account when the dialog began */
    record Entry(
            Leg leg,
            Party party,
            ActorRef<CallCommand> call,
            AccountId account,
            @Nullable Served served) {}

    private static final Logger log = LoggerFactory.getLogger(Dialogs.class);
    private final ConcurrentMap<String, Entry> byLocalTag = new ConcurrentHashMap<>();
    private final Known known;

    public Dialogs(Known known) {
        this.known = known;
    }

    void add(Leg leg, Party party, ActorRef<CallCommand> call, AccountId account) {
        byLocalTag.put(leg.localTag, new Entry(leg, party, call, account, known.account(account)));
    }

    /** The caller's dialog may by now belong to the next call of the same hunt: that one stays. */
    void remove(Leg leg, Party party, ActorRef<CallCommand> call) {
        byLocalTag.computeIfPresent(
                leg.localTag,
                (_, entry) -> entry.party == party && entry.call.equals(call) && entry.leg == leg ? null : entry);
    }

    /** Gives a request inside a dialog to its call. */
    public Outcome deliver(ServerTransaction request) {
        var dialog = find(request.request());
        if (dialog == null) return Outcome.NO_DIALOG;
        if (!allows(dialog, request.request(), request.flow().remote().getAddress())) return Outcome.NOT_ALLOWED;
        dialog.call().tell(new CallCommand.InDialog(dialog.party(), request));
        return Outcome.DELIVERED;
    }

    /** Gives the ACK of a 2xx to its call; {@code source} is null where an older node has handed it on, which does not tell. */
    public Outcome acknowledge(SipRequest ack, @Nullable InetAddress source) {
        var dialog = find(ack);
        if (dialog == null) return Outcome.NO_DIALOG;
        if (source != null && !allows(dialog, ack, source)) return Outcome.NOT_ALLOWED;
        dialog.call().tell(new CallCommand.Acked(dialog.party(), ack));
        return Outcome.DELIVERED;
    }

    /** Whether a request belongs to a call here. */
    public boolean has(SipRequest request) {
        return find(request) != null;
    }

    /** The dialog a request belongs to, by To tag and Call-ID (RFC 3261 §12.2.2); null when there is none. */
    @Nullable
    Entry find(SipRequest request) {
        var tag = request.toTag();
        if (tag == null) return null;
        return find(request.callId(), tag);
    }

    /** The dialog of that Call-ID in which this tag is ours; null when there is none. */
    @Nullable
    Entry find(String callId, String localTag) {
        var entry = byLocalTag.get(localTag);
        return entry != null && entry.leg.callId.equals(callId) ? entry : null;
    }

    private boolean allows(Entry dialog, SipRequest request, InetAddress source) {
        var leg = dialog.leg;
        boolean allowed = leg.leadsTo(source)
                || (leg.path.side() == Side.INSIDE
                        ? known.inside(source)
                        : allows(known.account(dialog.account), source) || allows(dialog.served, source));
        if (!allowed) {
            log.info(
                    "request refused reason=\"source not allowed\" method={} account={} source={} callid={}",
                    request.method(),
                    dialog.account,
                    source.getHostAddress(),
                    leg.callId);
        }
        return allowed;
    }

    /** An account that has moved on is looked at as it was, and one that came since as it is. */
    private static boolean allows(@Nullable Served account, InetAddress source) {
        return account != null && SourceCheck.allows(account, source);
    }
}
