package esg.admin.rest;

import esg.admin.nodes.LogLevel;
import esg.admin.nodes.NodeInfo;
import esg.admin.nodes.NodeInfo.Placing;
import esg.admin.nodes.NodeInfo.Told;
import esg.admin.nodes.Nodes;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

/** esg1 answers, esg2 is a member that stays silent. */
final class FakeNodes implements Nodes {
    static final Instant SINCE = Instant.parse("2026-01-01T10:00:00Z");
    final Set<String> drained = ConcurrentHashMap.newKeySet();
    final Set<String> hungUp = ConcurrentHashMap.newKeySet();
    private volatile LogLevel level = LogLevel.INFO;

    @Override
    public CompletionStage<List<NodeInfo>> list() {
        var told = new Told(3, 2, "0.1.0", level, !drained.isEmpty(), SINCE, List.of("203.0.113.7:5080"));
        return CompletableFuture.completedFuture(List.of(
                node("esg1@127.0.0.1", "127.0.0.1:17355", 1, Optional.of(told)),
                node("esg2@127.0.0.1", "127.0.0.1:17455", 2, Optional.empty())));
    }

    private static NodeInfo node(String node, String address, int roleid, Optional<Told> told) {
        var placing = Optional.of(new Placing(roleid, 0, true));
        return new NodeInfo(node, address, List.of("b2b", "esg"), placing, "up", told.isPresent(), told);
    }

    @Override
    public CompletionStage<Void> setLogLevel(String node, LogLevel wanted) {
        if (silent(node)) return CompletableFuture.failedFuture(new NoAnswer(node));
        level = wanted;
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletionStage<Void> drain(String node) {
        if (silent(node)) return CompletableFuture.failedFuture(new NoAnswer(node));
        drained.add(node);
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletionStage<Boolean> hangUp(String node, String call) {
        return CompletableFuture.completedFuture(hungUp.add(node + " " + call));
    }

    private static boolean silent(String node) {
        return !node.startsWith("esg1");
    }
}
