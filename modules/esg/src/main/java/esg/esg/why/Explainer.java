package esg.esg.why;

import esg.admin.monitor.Monitor;
import esg.admin.why.Explanation;
import esg.admin.why.Explanation.Barrier;
import esg.admin.why.Explanation.Hit;
import esg.admin.why.Explanation.Outcome;
import esg.admin.why.Explanation.Stage;
import esg.admin.why.Packet;
import esg.admin.why.Refused;
import esg.admin.why.Why;
import esg.domain.Rejection;
import esg.domain.config.ConfigFeed;
import esg.domain.explain.Suggestion;
import esg.domain.explain.Suggestions;
import esg.domain.explain.Suggestions.Habits;
import esg.domain.match.AccountTrace;
import esg.domain.match.Candidate;
import esg.domain.match.ServerAddresses;
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
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Explains at one node what would become of an INVITE there. */
public final class Explainer implements Why {
    /**
     * What it asks.
     *
     * @param node its name
     * @param strict whether INVITEs of accounts that other nodes serve are refused and not handed on
     * @param routing by which rules are asked
     */
    public record Parts(
            String node,
            boolean strict,
            Border border,
            EdgeCheck edge,
            ServedAccounts served,
            ConfiguredAccounts configured,
            ServerAddresses addresses,
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

    @Override
    public CompletionStage<Standing> standing() {
        return places.standing();
    }

    @Override
    public List<Refused> refused() {
        return parts.refused.all().stream().map(Explainer::told).toList();
    }

    @Override
    public Optional<Refused> refused(String id) {
        if (!id.matches("\\d{1,18}")) return Optional.empty();
        return parts.refused.find(Long.parseLong(id)).map(Explainer::told);
    }

    private static Refused told(RefusedInvite one) {
        var packet = new Packet(one.packet(), one.source(), one.transport(), one.cut());
        return new Refused(
                Long.toString(one.id()), one.time(), packet, one.status(), one.reason(), one.callId(), one.facts());
    }

    @Override
    public CompletionStage<Explanation> explain(Packet packet) {
        try {
            var reading = Reading.of(packet);
            return places.standing()
                    .thenComposeAsync(standing -> places.resolved(standing, reading.invite(), packet), blocking)
                    .thenComposeAsync(standing -> explain(packet, reading, standing), blocking);
        } catch (Unreadable unreadable) {
            return CompletableFuture.failedFuture(unreadable);
        }
    }

    private CompletionStage<Explanation> explain(Packet packet, Reading reading, Standing standing) {
        var facts = SixFields.of(reading.invite());
        var source = packet.source().getAddress();
        var steps = AccountTrace.of(standing.accounts(), parts.addresses, facts, source)
                .steps();
        var search = Verdict.of(parts, standing, steps, facts, source);
        var before = before(packet, reading);
        var hit = search.hit();
        if (hit.isEmpty()) {
            var outcome = before == null ? search.outcome() : before;
            return CompletableFuture.completedFuture(new Explanation(
                    parts.node,
                    packet,
                    outcome,
                    barrier(packet, reading.invite()),
                    facts,
                    steps,
                    hit,
                    Optional.empty(),
                    suggestions(standing, reading, packet)));
        }
        var suggestions = hit.get().allowed() ? List.<Suggestion>of() : suggestions(standing, reading, packet);
        return passage.of(hit.get().account().account(), reading.invite()).thenApply(passed -> {
            var outcome = before != null ? before : search.outcome().passes() ? passed.outcome() : search.outcome();
            return new Explanation(
                    parts.node,
                    packet,
                    outcome,
                    barrier(packet, reading.invite()),
                    facts,
                    steps,
                    hit,
                    Optional.of(passed.onward()),
                    suggestions);
        });
    }

    private List<Suggestion> suggestions(Standing standing, Reading reading, Packet packet) {
        var facts = SixFields.of(reading.invite());
        return new Suggestions(standing.accounts(), standing.server())
                .of(facts, packet.source().getAddress(), Habits.UNKNOWN);
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
