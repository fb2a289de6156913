package esg.esg.why;

import esg.admin.monitor.Monitor;
import esg.admin.why.Explanation;
import esg.admin.why.Explanation.Barrier;
import esg.admin.why.Explanation.Hit;
import esg.admin.why.Explanation.Outcome;
import esg.admin.why.Explanation.Stage;
import esg.admin.why.Explanation.Swapped;
import esg.admin.why.MatchDocument;
import esg.admin.why.Packet;
import esg.admin.why.Refused;
import esg.admin.why.RefusedDocuments;
import esg.admin.why.Sender;
import esg.admin.why.Why.Standing;
import esg.admin.why.Why.Unreadable;
import esg.domain.Rejection;
import esg.domain.config.ConfigFeed;
import esg.domain.explain.Suggestion;
import esg.domain.explain.Suggestions;
import esg.domain.explain.Suggestions.Habits;
import esg.domain.match.AccountTrace;
import esg.domain.match.Candidate;
import esg.domain.match.InviteFacts;
import esg.domain.match.ServerAddresses;
import esg.domain.pattern.Hosts;
import esg.sip.alg.Alg;
import esg.inside.router.RoutingSettings;
import esg.sip.border.Border;
import esg.sip.locate.Locator;
import esg.sip.message.SipRequest;
import esg.sip.transaction.EdgeCheck;
import esg.sip.transport.Side;
import esg.trunk.account.ConfiguredAccounts;
import esg.trunk.account.ServedAccounts;
import esg.trunk.call.NodeCalls;
import esg.trunk.call.SixFields;
import esg.trunk.refused.RefusedInvite;
import esg.trunk.refused.RefusedInvites;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Explains at one node what would become of an INVITE there. */
public final class Explainer implements OwnRefused {
    /**
     * What it asks.
     *
     * @param node its name
     * @param alg of its outside listeners
     * @param strict whether INVITEs of accounts that other nodes serve are refused and not handed on
     * @param routing by which rules are asked
     */
    public record Parts(
            String node,
            boolean strict,
            Border border,
            Alg alg,
            EdgeCheck edge,
            ServedAccounts served,
            ConfiguredAccounts configured,
            ConfigFeed feed,
            Locator locator,
            NodeCalls calls,
            RoutingSettings routing,
            RefusedInvites refused) {}

    private final Parts parts;
    private final Places places;
    private final Passage passage;
    private final Executor blocking;

    /**
     * Asks nodes who serves what.
     *
     * @param blocking for what takes its time
     */
    public Explainer(Parts parts, Monitor monitor, Executor blocking) {
        this.parts = parts;
        this.places = new Places(parts, monitor);
        this.passage = new Passage(parts);
        this.blocking = blocking;
    }

    CompletionStage<Standing> standing() {
        return places.standing();
    }

    @Override
    public String node() {
        return parts.node;
    }

    @Override
    public ServerAddresses server() {
        return parts.served.addresses();
    }

    @Override
    public Stream<Refused> refused(long before) {
        return parts.refused.all().stream().filter(one -> one.id() < before).map(this::told);
    }

    private Refused told(RefusedInvite one) {
        return new Refused(
                new RefusedId(one.id(), parts.node).text(),
                parts.node,
                one.time(),
                new Sender(one.source(), one.transport()).text(),
                one.status(),
                one.reason(),
                one.callId(),
                one.facts());
    }

    @Override
    public Optional<Map<String, Object>> shown(long number) {
        return parts.refused.find(number).map(one -> RefusedDocuments.one(told(one), packet(one)));
    }

    @Override
    public CompletionStage<Optional<Map<String, Object>>> explained(long number) {
        var found = parts.refused.find(number);
        if (found.isEmpty()) return CompletableFuture.completedFuture(Optional.empty());
        return explain(packet(found.get()))
                .thenApplyAsync(explanation -> Optional.of(MatchDocument.of(explanation)), blocking);
    }

    private static Packet packet(RefusedInvite one) {
        return new Packet(one.packet(), one.source(), one.transport(), one.cut());
    }

    /** See {@link esg.admin.why.Why#explain(Packet)}. */
    CompletionStage<Explanation> explain(Packet packet) {
        try {
            var reading = Reading.of(packet, parts.alg);
            return places.standing()
                    .thenComposeAsync(standing -> places.resolved(standing, reading.invite(), packet), blocking)
                    .thenComposeAsync(standing -> explain(packet, reading, standing), blocking);
        } catch (Unreadable unreadable) {
            return CompletableFuture.failedFuture(unreadable);
        }
    }

    private CompletionStage<Explanation> explain(Packet packet, Reading reading, Standing standing) {
        var invite = reading.invite();
        var facts = SixFields.of(invite);
        var source = packet.source().getAddress();
        var steps = AccountTrace.of(standing.accounts(), standing.server(), facts, source)
                .steps();
        var search = Verdict.of(parts, standing, steps, facts, source);
        var before = before(packet, reading);
        var hit = search.hit();
        boolean allowed = hit.isPresent() && hit.get().allowed();
        var begun = new Explanation(
                parts.node,
                packet,
                before == null ? search.outcome() : before,
                barrier(packet, invite),
                swapped(packet.bytes()),
                facts,
                steps,
                hit,
                Optional.empty(),
                allowed ? List.of() : suggestions(standing, facts, source));
        if (hit.isEmpty()) return CompletableFuture.completedFuture(begun);
        return passage.of(hit.get().account().account(), invite)
                .thenApply(passed ->
                        begun.goingOn(begun.outcome().passes() ? passed.outcome() : begun.outcome(), passed.onward()));
    }

    /** White becomes gray, as it does before a packet is parsed; a node without pairs has nothing to tell. */
    private Optional<Swapped> swapped(byte[] wire) {
        if (parts.alg.isEmpty()) return Optional.empty();
        var pairs = new ArrayList<Swapped.Pair>();
        parts.alg
                .incomingPlaces(wire)
                .forEach((pair, places) ->
                        pairs.add(new Swapped.Pair(Hosts.text(pair.gray()), Hosts.text(pair.white()), places)));
        return Optional.of(new Swapped(pairs, new String(parts.alg.incoming(wire), StandardCharsets.UTF_8)));
    }

    private static List<Suggestion> suggestions(Standing standing, InviteFacts facts, InetAddress source) {
        return new Suggestions(standing.accounts(), standing.server()).of(facts, source, Habits.UNKNOWN);
    }

    private Barrier barrier(Packet packet, SipRequest invite) {
        var decision = parts.border.decide(invite, new Border.Sender(packet.source(), packet.transport()));
        return new Barrier(decision.rule(), decision.isDenied());
    }

    /** What ends it before its account is looked for; null when nothing does. */
    private @Nullable Outcome before(Packet packet, Reading reading) {
        var invite = reading.invite();
        var barrier = barrier(packet, invite);
        var rule = barrier.rule();
        if (barrier.denied() && rule != null) {
            if (rule.isDrop()) return new Outcome(Stage.BORDER, 0, "dropped by the border filter without an answer");
            var text = rule.reason().isEmpty() ? Rejection.BORDER_REJECTED.text() : rule.reason();
            return new Outcome(Stage.BORDER, rule.code(), text);
        }
        if (reading.fault().isPresent()) return reading.fault().get();
        var objection = parts.edge.objection(invite, Side.OUTSIDE);
        if (objection.isPresent()) {
            return new Outcome(
                    Stage.EDGE, objection.get().status(), objection.get().text());
        }
        return invite.toTag() == null
                ? null
                : new Outcome(Stage.DIALOG, 0, "has a To tag, so it goes to its call and no account is looked for");
    }

    /** The account that gets it, and what its sender hears where none does. */
    record Found(Optional<Hit> hit, Outcome outcome) {
        static Found none(Rejection rejection) {
            return new Found(Optional.empty(), new Outcome(Stage.ACCOUNT, rejection.status(), rejection.text()));
        }

        static Found refused(Hit hit, Stage stage, Rejection rejection) {
            return new Found(Optional.of(hit), new Outcome(stage, rejection.status(), rejection.text()));
        }

        static Found goesOn(Hit hit) {
            return new Found(Optional.of(hit), new Outcome(Stage.LEAVES, 0, "goes on"));
        }
    }

    /** Whether a candidate is this node's. */
    static boolean isHere(Parts parts, Candidate one) {
        return one.node().equals(parts.node);
    }
}
