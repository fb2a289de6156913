package esg.admin.rest;

import esg.admin.bans.BanState;
import esg.admin.bans.Bans;
import esg.admin.bans.NodeBans;
import java.net.InetAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Two nodes that know a scanner, and one of them a provider with a wrong number. 192.0.2.7 is their own. */
final class FakeBans implements Bans {
    static final Instant UNTIL = Instant.parse("2026-01-02T03:04:05Z");
    final List<String> lifted = new ArrayList<>();

    @Override
    public CompletionStage<List<NodeBans>> list() {
        var esg1 = List.of(
                new BanState(
                        "198.51.100.66",
                        "banned",
                        Map.of("stray", 31),
                        Optional.of(UNTIL),
                        7,
                        1,
                        0,
                        "esg1@127.0.0.1",
                        ""),
                new BanState(
                        "203.0.113.1", "watched", Map.of("unknown-account", 400), Optional.empty(), 0, 0, 1, "", ""));
        var esg2 = List.of(new BanState(
                "198.51.100.66",
                "banned",
                Map.of("malformed", 2),
                Optional.of(UNTIL.minusMillis(3)),
                5,
                1,
                0,
                "esg1@127.0.0.1",
                ""));
        return CompletableFuture.completedFuture(
                List.of(new NodeBans("esg1@127.0.0.1", esg1), new NodeBans("esg2@127.0.0.1", esg2)));
    }

    @Override
    public CompletionStage<Boolean> lift(String address) {
        lifted.add(address);
        return CompletableFuture.completedFuture(address.equals("198.51.100.66"));
    }

    @Override
    public boolean isExempt(InetAddress source) {
        return source.getHostAddress().equals("192.0.2.7");
    }
}
