package esg.cluster.sharding;

import esg.cluster.wire.Wire;
import esg.domain.account.AccountId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.apache.pekko.actor.typed.ActorRef;

/**
 * An account that changes its group may leave one node for another, and shards know nothing of each other: before its new actor begins,
 * every other node must have said that none of the old group runs there (BND-06). Part of the sweep's actor, not thread-safe.
 */
final class HandOver<M> {
    /** Asks a node to release the account's actors of other groups, and to answer when they have ended. */
    record Vacate(AccountId id, String group, long revision, ActorRef<Vacated> replyTo)
            implements Sweep.Command, Wire {}

    /** @param node address of the one that answers */
    record Vacated(AccountId id, String group, String node) implements Sweep.Command, Wire {}

    /** A new actor waits for all other nodes. */
    record Clear(AccountId id, String group, ActorRef<Cleared> replyTo) implements Sweep.Command {}

    /** It may begin. */
    record Cleared() {}

    private record Clearing(Clear request, Set<String> left) {}

    private final Groups groups;
    private final Running<M> running;
    private final M release;
    private final String self;
    private final Function<String, ActorRef<Sweep.Command>> peer;
    private final Map<AccountId, List<Vacate>> asked = new HashMap<>();
    private final Map<AccountId, Clearing> clearing = new HashMap<>();

    /** @param peer the sweep of the node at an address */
    HandOver(Sweep.Setting<M> setting, String self, Function<String, ActorRef<Sweep.Command>> peer) {
        this.groups = setting.groups();
        this.running = setting.running();
        this.release = setting.release();
        this.self = self;
        this.peer = peer;
    }

    /** Another node asks. What it does not know yet of a still newer group stays: it will be told by its own configuration. */
    void vacate(Vacate request) {
        groups.announce(request.id, request.group, request.revision);
        var group = groups.of(request.id);
        for (var entity : running.of(request.id)) {
            if (!entity.group().equals(group)) entity.ref().tell(release);
        }
        var requests = asked.computeIfAbsent(request.id, _ -> new ArrayList<>());
        requests.removeIf(same -> same.group.equals(request.group) && same.replyTo.equals(request.replyTo));
        requests.add(request);
        ended(request.id);
    }

    /** One of our actors has ended: answers those who wait for it. */
    void ended(AccountId id) {
        var requests = asked.get(id);
        if (requests == null) return;
        requests.removeIf(request -> {
            boolean left =
                    running.of(id).stream().anyMatch(entity -> !entity.group().equals(request.group));
            if (!left) request.replyTo.tell(new Vacated(id, request.group, self));
            return !left;
        });
        if (requests.isEmpty()) asked.remove(id);
    }

    /** Asks the nodes at these addresses. */
    void clear(Clear request, Set<String> nodes, ActorRef<Vacated> replyTo) {
        var others = new HashSet<>(nodes);
        others.remove(self);
        var waiting = new Clearing(request, others);
        clearing.put(request.id, waiting);
        ask(waiting, replyTo);
        goOn(request.id);
    }

    void vacated(Vacated answer) {
        var waiting = clearing.get(answer.id);
        if (waiting == null || !waiting.request.group.equals(answer.group)) return;
        waiting.left.remove(answer.node);
        goOn(answer.id);
    }

    /** Nodes that are no longer members run nothing. */
    void members(Set<String> nodes) {
        for (var waiting : List.copyOf(clearing.values())) {
            waiting.left.retainAll(nodes);
            goOn(waiting.request.id);
        }
    }

    /** Asks again whoever has not answered: the question may have been lost, or come before its sweep was there. */
    void repeat(ActorRef<Vacated> replyTo) {
        for (var waiting : clearing.values()) ask(waiting, replyTo);
    }

    private void ask(Clearing waiting, ActorRef<Vacated> replyTo) {
        var request = waiting.request;
        for (var node : waiting.left) {
            peer.apply(node).tell(new Vacate(request.id, request.group, groups.revision(), replyTo));
        }
    }

    private void goOn(AccountId id) {
        var waiting = clearing.get(id);
        if (waiting == null || !waiting.left.isEmpty()) return;
        clearing.remove(id);
        groups.settled(id, waiting.request.group);
        waiting.request.replyTo.tell(new Cleared());
    }
}
