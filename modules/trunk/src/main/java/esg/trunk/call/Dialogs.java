package esg.trunk.call;

import esg.sip.message.SipRequest;
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

    /** The dialog a request belongs to, by To tag and Call-ID (RFC 3261 §12.2.2); null when there is none. */
    @Nullable
    Entry find(SipRequest request) {
        var tag = request.toTag();
        if (tag == null) return null;
        var entry = byLocalTag.get(tag);
        return entry != null && entry.callId.equals(request.callId()) ? entry : null;
    }
}
