package esg.trunk.account;

import esg.trunk.account.AccountCommand.TrunksNoted;
import java.util.HashMap;
import java.util.Map;
import org.apache.pekko.actor.typed.ActorRef;

/** Calls of an account on nodes that do not serve it: they stayed where they began (design §3). Belongs to the account's actor. */
final class TrunksElsewhere {
    private final Map<ActorRef<TrunksNoted>, Trunks> live = new HashMap<>();

    /** True for a node that was not known before. */
    boolean note(ActorRef<TrunksNoted> node, Trunks calls) {
        return live.put(node, calls) == null;
    }

    void forget(ActorRef<TrunksNoted> node) {
        live.remove(node);
    }

    Trunks sum() {
        return live.values().stream().reduce(Trunks.NONE, Trunks::plus);
    }
}
