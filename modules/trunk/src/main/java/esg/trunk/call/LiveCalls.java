package esg.trunk.call;

import esg.domain.Rejection;
import esg.domain.account.Account;
import esg.trunk.account.Trunks;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.pekko.actor.typed.ActorRef;
import org.jspecify.annotations.Nullable;

/** Call actors of one account on this node: the only count of its trunks there is (design §5). Belongs to {@link AccountCalls}. */
final class LiveCalls {
    private final Map<ActorRef<CallCommand>, Boolean> incoming = new HashMap<>();
    private int came;

    void add(ActorRef<CallCommand> call, boolean isIncoming) {
        incoming.put(call, isIncoming);
        if (isIncoming) came++;
    }

    void remove(ActorRef<CallCommand> call) {
        if (Boolean.TRUE.equals(incoming.remove(call))) came--;
    }

    Trunks trunks() {
        return new Trunks(came, incoming.size() - came);
    }

    void forEach(Consumer<ActorRef<CallCommand>> action) {
        incoming.keySet().forEach(action);
    }

    /** Why the account may have no further call in this direction; null when it may. */
    @Nullable
    Rejection limit(Account account, Trunks elsewhere, boolean isIncoming) {
        var inUse = trunks().plus(elsewhere);
        if (reached(account.trunks(), inUse.all())) return Rejection.TRUNK_LIMIT;
        var opts = account.opts();
        if (isIncoming) return reached(opts.intrunks(), inUse.incoming()) ? Rejection.INCOMING_LIMIT : null;
        return reached(opts.outtrunks(), inUse.outgoing()) ? Rejection.OUTGOING_LIMIT : null;
    }

    private static boolean reached(@Nullable Integer most, int inUse) {
        return most != null && inUse >= most;
    }
}
