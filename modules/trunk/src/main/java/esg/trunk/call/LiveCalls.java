package esg.trunk.call;

import esg.trunk.account.Trunks;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.pekko.actor.typed.ActorRef;

/** Call actors of one account on this node: the only count of its trunks there is (design §5). Belongs to {@link AccountCalls}. */
final class LiveCalls {
    private final Map<ActorRef<CallCommand>, Boolean> incoming = new HashMap<>();
    private final Set<ActorRef<CallCommand>> forked = new HashSet<>();
    private int came;

    void add(ActorRef<CallCommand> call, boolean isIncoming) {
        incoming.put(call, isIncoming);
        if (isIncoming) came++;
    }

    void remove(ActorRef<CallCommand> call) {
        if (Boolean.TRUE.equals(incoming.remove(call))) came--;
        forked.remove(call);
    }

    /** While it is transferred it needs a second trunk, going out. */
    void fork(ActorRef<CallCommand> call) {
        if (incoming.containsKey(call)) forked.add(call);
    }

    void joined(ActorRef<CallCommand> call) {
        forked.remove(call);
    }

    Trunks trunks() {
        return new Trunks(came, incoming.size() - came + forked.size());
    }

    void forEach(Consumer<ActorRef<CallCommand>> action) {
        incoming.keySet().forEach(action);
    }
}
