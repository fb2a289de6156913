package esg.trunk.call;

import esg.trunk.leg.Leg;
import esg.sip.message.SipRequest;
import esg.sip.transaction.ServerTransaction;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.apache.pekko.actor.typed.ActorRef;
import org.jspecify.annotations.Nullable;

/** The node's dialogs, so that a request inside one finds its call without passing any other actor. Keyed by our own tag. */
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
    }

    record Entry(String callId, Party party, ActorRef<CallCommand> call) {}

    private final ConcurrentMap<String, Entry> byLocalTag = new ConcurrentHashMap<>();

    void add(Leg leg, Party party, ActorRef<CallCommand> call) {
        byLocalTag.put(leg.localTag, new Entry(leg.callId, party, call));
    }

    /** The caller's dialog may by now belong to the next call of the same hunt: that one stays. */
    void remove(Leg leg, Party party, ActorRef<CallCommand> call) {
        byLocalTag.remove(leg.localTag, new Entry(leg.callId, party, call));
    }

    /** Gives a request inside a dialog to its call; false when no call here has that dialog. */
    public boolean deliver(ServerTransaction request) {
        var dialog = find(request.request());
        if (dialog == null) return false;
        dialog.call().tell(new CallCommand.InDialog(dialog.party(), request));
        return true;
    }

    /** Gives the ACK of a 2xx to its call; false when no call here has that dialog. */
    public boolean acknowledge(SipRequest ack) {
        var dialog = find(ack);
        if (dialog == null) return false;
        dialog.call().tell(new CallCommand.Acked(dialog.party(), ack));
        return true;
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
        return entry != null && entry.callId.equals(callId) ? entry : null;
    }
}
