package esg.admin.rest;

import esg.admin.nodes.Nodes.NoAnswer;
import esg.admin.why.Explanation;
import esg.admin.why.Explanation.Barrier;
import esg.admin.why.Explanation.Hit;
import esg.admin.why.Explanation.Leaving;
import esg.admin.why.Explanation.Onward;
import esg.admin.why.Explanation.Outcome;
import esg.admin.why.Explanation.Stage;
import esg.admin.why.Explanation.Swapped;
import esg.admin.why.Explanation.Trunks;
import esg.admin.why.MatchDocument;
import esg.admin.why.Packet;
import esg.admin.why.Refused;
import esg.admin.why.RefusedDocuments;
import esg.admin.why.RefusedEverywhere;
import esg.admin.why.RefusedThere;
import esg.admin.why.Why;
import esg.domain.account.Account;
import esg.domain.account.AccountForm;
import esg.domain.account.Transport;
import esg.domain.config.Config;
import esg.domain.explain.Suggestions;
import esg.domain.explain.Suggestions.Habits;
import esg.domain.match.AccountTrace;
import esg.domain.match.Candidate;
import esg.domain.match.InviteFacts;
import esg.domain.match.Match;
import esg.domain.match.ServerAddresses;
import esg.domain.match.SourceCheck;
import esg.domain.normalize.CallNumbers;
import esg.domain.normalize.Normalized;
import esg.domain.route.Origin;
import esg.domain.route.Route;
import esg.domain.route.RouteForm;
import esg.domain.route.RouteQuery;
import esg.domain.route.RouteTable;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A node with one point-to-point account at 192.0.2.1, served on another node, to which every packet is the same INVITE. */
final class FakeWhy implements Why {
    private static final String NODE = "esg1@127.0.0.1";
    private static final String OTHER = "esg2@127.0.0.1";
    private static final InviteFacts FACTS = new InviteFacts("100", "192.0.2.9", "777", "192.0.2.1", "", "192.0.2.1");
    private static final ServerAddresses SERVER = new ServerAddresses(Set.of("192.0.2.9"), List.of());

    private static Account account() {
        return AccountForm.read(Map.of(
                        "id", "id1", "d", "acme", "code", "p1", "reg", false, "domain", "192.0.2.1", "trunks", 2))
                .orThrow();
    }

    private static List<Candidate> accounts() {
        return List.of(new Candidate(account(), Set.of(), OTHER));
    }

    @Override
    public CompletionStage<Explanation> explain(Packet packet) {
        var text = new String(packet.bytes(), StandardCharsets.UTF_8);
        if (!text.startsWith("INVITE")) {
            return CompletableFuture.failedFuture(new Unreadable("must be an INVITE, is " + text.split(" ", 2)[0]));
        }
        var source = packet.source().getAddress();
        var trace = AccountTrace.of(accounts(), SERVER, FACTS, source);
        var hit = switch (trace.verdict()) {
            case Match.Found<Candidate>(var found, var step) ->
                Optional.of(new Hit(found, step, true, SourceCheck.compared(found, source)));
            case Match.SourceNotAllowed<Candidate>(var found, var step) ->
                Optional.of(new Hit(found, step, false, SourceCheck.compared(found, source)));
            case Match.None<Candidate>() -> Optional.<Hit>empty();
        };
        var outcome = hit.isPresent() && hit.get().allowed()
                ? new Outcome(Stage.LEAVES, 0, "goes on")
                : new Outcome(Stage.SOURCE, 403, "EB2B. Source address is not allowed");
        return CompletableFuture.completedFuture(new Explanation(
                NODE,
                packet,
                outcome,
                new Barrier(null, false),
                Optional.of(
                        new Swapped(List.of(new Swapped.Pair("10.0.0.9", "192.0.2.9", 2)), "INVITE sip:100@10.0.0.9")),
                FACTS,
                trace.steps(),
                hit,
                hit.map(_ -> text.contains("sip:112@") ? help() : onward()),
                new Suggestions(accounts(), SERVER).of(FACTS, source, Habits.UNKNOWN)));
    }

    private static Onward onward() {
        var numbers = new CallNumbers("777", "", "acme", "", "acme", "", "100");
        var rejects = RouteForm.read(Map.of("id", "r1", "d", "acme", "action", "reject", "to", "2*"))
                .orThrow();
        return new Onward(
                account(),
                new Trunks(2, 1, null, 1, null),
                new CallNumbers("777", "", "192.0.2.1", "100", "192.0.2.9", "100", null),
                List.of(),
                new Normalized(numbers, Map.of(), ""),
                new RouteQuery(Origin.PROVIDER, "p1", "777", "100"),
                List.of(rejects),
                List.of(new Leaving(
                        "sip:192.0.2.7", "udp 192.0.2.7:5060", "INVITE sip:192.0.2.7", 1, List.of("CSeq"), "")));
    }

    /** The same to an emergency number. */
    private static Onward help() {
        var usual = onward();
        var query = new RouteQuery(Origin.PROVIDER, "p1", "777", "112", true);
        var routes = RouteTable.told(
                List.of(
                        route("no", 1, "1*", "reject", ""),
                        route("any", 2, "*", "external", "p2"),
                        route("help", 50, "112", "external", "p3"),
                        route("behind", 60, "*", "external", "p4")),
                query);
        return new Onward(
                usual.account(),
                usual.trunks(),
                usual.received(),
                usual.rules(),
                usual.normalized(),
                query,
                routes,
                usual.leaving());
    }

    private static Route route(String name, int priority, String to, String action, String target) {
        return RouteForm.read(Map.of(
                        "id",
                        name,
                        "d",
                        "acme",
                        "name",
                        name,
                        "priority",
                        priority,
                        "to",
                        to,
                        "action",
                        action,
                        "target",
                        target))
                .orThrow();
    }

    @Override
    public CompletionStage<Standing> standing() {
        return CompletableFuture.completedFuture(new Standing(NODE, Config.EMPTY, accounts(), SERVER, Set.of()));
    }

    /** One at each of two nodes, from one sender; a third node is silent. */
    @Override
    public CompletionStage<RefusedEverywhere> refused() {
        var there = new InviteFacts("200", "192.0.2.8", "777", "192.0.2.1", "", "192.0.2.1");
        var elsewhere = new ServerAddresses(Set.of("192.0.2.8"), List.of());
        return CompletableFuture.completedFuture(new RefusedEverywhere(
                List.of(
                        new RefusedThere(NODE, SERVER, List.of(one("7", NODE, 1, FACTS))),
                        new RefusedThere(OTHER, elsewhere, List.of(one("3", OTHER, 2, there)))),
                List.of("esg3@127.0.0.1")));
    }

    private static Refused one(String number, String node, long second, InviteFacts facts) {
        return new Refused(
                number + "@" + node,
                node,
                Instant.ofEpochSecond(second),
                "203.0.113.5:5060/udp",
                404,
                "EB2B. Unknown account in contact",
                "call-" + number,
                facts);
    }

    private static Packet packet() {
        var source = new InetSocketAddress(InetAddress.ofLiteral("203.0.113.5"), 5060);
        return new Packet("INVITE sip:100@192.0.2.9".getBytes(StandardCharsets.UTF_8), source, Transport.UDP, false);
    }

    @Override
    public CompletionStage<Optional<Map<String, Object>>> refused(String id) {
        if (id.endsWith("@esg3@127.0.0.1")) return CompletableFuture.failedFuture(new NoAnswer("esg3@127.0.0.1"));
        return refused()
                .thenApply(all -> all.nodes().stream()
                        .flatMap(there -> there.refused().stream())
                        .filter(one -> one.id().equals(id))
                        .findFirst()
                        .map(one -> RefusedDocuments.one(one, packet())));
    }

    @Override
    public CompletionStage<Optional<Map<String, Object>>> explain(String id) {
        return refused(id)
                .thenCombine(explain(packet()), (kept, explained) -> kept.map(_ -> MatchDocument.of(explained)));
    }
}
