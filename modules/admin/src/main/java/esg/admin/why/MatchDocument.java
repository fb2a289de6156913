package esg.admin.why;

import esg.admin.why.Explanation.Hit;
import esg.admin.why.Explanation.Leaving;
import esg.admin.why.Explanation.Onward;
import esg.domain.match.Candidate;
import esg.domain.match.Miss;
import esg.domain.match.SourceCheck;
import esg.domain.match.StepTrace;
import esg.domain.match.Trial;
import esg.domain.normalize.Direction;
import esg.domain.route.Action;
import esg.domain.route.Emergency;
import esg.domain.route.Route;
import esg.domain.route.RouteQuery;
import esg.domain.route.RouteTable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code POST /api/test/v1/match}. */
public final class MatchDocument {
    /** Accounts told of in a step, those that come nearest; the others are counted. */
    private static final int MOST_CANDIDATES = 20;

    private MatchDocument() {}

    public static Map<String, Object> of(Explanation explanation) {
        var data = new LinkedHashMap<String, Object>();
        var outcome = explanation.outcome();
        data.put("passes", outcome.passes());
        data.put("stage", outcome.stage().token());
        if (outcome.status() > 0) data.put("status", outcome.status());
        data.put("reason", outcome.text());
        data.put("node", explanation.node());
        var packet = explanation.packet();
        data.put("source", new Sender(packet.source(), packet.transport()).text());
        data.put("border", border(explanation.border()));
        explanation.alg().ifPresent(swapped -> data.put("alg", alg(swapped)));
        data.put("fields", RefusedDocuments.fields(explanation.fields()));
        data.put(
                "steps",
                explanation.steps().stream()
                        .map(step -> step(step, explanation.node()))
                        .toList());
        explanation.hit().ifPresent(hit -> data.put("hit", hit(hit)));
        explanation.onward().ifPresent(onward -> put(data, onward));
        data.put("suggestions", SuggestionDocuments.of(explanation.suggestions()));
        return Envelope.of(data);
    }

    private static Map<String, Object> border(Explanation.Barrier border) {
        var document = new LinkedHashMap<String, Object>();
        document.put("verdict", border.denied() ? "deny" : "allow");
        if (!border.told()) return document;
        var rule = border.rule();
        if (rule == null) {
            document.put("rule", "no rule");
            return document;
        }
        document.put("rule", rule.id());
        document.put("name", rule.name());
        document.put("priority", rule.priority());
        if (border.denied()) document.put("denymode", rule.isDrop() ? "drop" : "reject");
        return document;
    }

    private static Map<String, Object> alg(Explanation.Swapped swapped) {
        var document = new LinkedHashMap<String, Object>();
        document.put(
                "places",
                swapped.pairs().stream()
                        .mapToInt(Explanation.Swapped.Pair::places)
                        .sum());
        document.put("pairs", swapped.pairs().stream().map(MatchDocument::pair).toList());
        document.put("packet", swapped.packet());
        return document;
    }

    private static Map<String, Object> pair(Explanation.Swapped.Pair pair) {
        var document = new LinkedHashMap<String, Object>();
        document.put("gray", pair.gray());
        document.put("white", pair.white());
        document.put("places", pair.places());
        return document;
    }

    private static Map<String, Object> step(StepTrace<Candidate> step, String here) {
        var document = new LinkedHashMap<String, Object>();
        document.put("step", step.step().label());
        document.put("registration", step.step().registration());
        document.put("user", step.user());
        document.put("host", step.host());
        document.put("hits", step.trials().stream().filter(Trial::isHit).count());
        document.put(
                "candidates",
                step.trials().stream()
                        .sorted(Comparator.<Trial<Candidate>>comparingInt(
                                        trial -> trial.misses().size())
                                .thenComparing(trial -> !trial.allowed()))
                        .limit(MOST_CANDIDATES)
                        .map(trial -> candidate(trial, here))
                        .toList());
        int others = step.trials().size() - MOST_CANDIDATES;
        if (others > 0) document.put("others", others);
        return document;
    }

    private static Map<String, Object> candidate(Trial<Candidate> trial, String here) {
        var document = account(trial.served());
        document.put("fits", trial.isHit());
        document.put("sourceallowed", trial.allowed());
        var why = new ArrayList<>(trial.misses().stream().map(Miss::text).toList());
        var node = trial.served().node();
        if (trial.served().account().enabled() && !node.equals(here)) {
            why.add(node.isEmpty() ? "is served by no node now" : "is not served on this node but on " + node);
        }
        if (!why.isEmpty()) document.put("why", why);
        return document;
    }

    private static Map<String, Object> account(Candidate candidate) {
        var document = new LinkedHashMap<String, Object>();
        document.put("d", candidate.account().d());
        document.put("code", candidate.account().code());
        document.put("node", candidate.node());
        return document;
    }

    private static Map<String, Object> hit(Hit hit) {
        var document = account(hit.account());
        document.put("step", hit.step().label());
        document.put("sourceallowed", hit.allowed());
        document.put(
                "compared", hit.compared().stream().map(MatchDocument::compared).toList());
        return document;
    }

    private static Map<String, Object> compared(SourceCheck.Compared one) {
        var document = new LinkedHashMap<String, Object>();
        document.put("from", one.from());
        document.put("value", one.value());
        document.put("fits", one.fits());
        return document;
    }

    private static void put(Map<String, Object> data, Onward onward) {
        var trunks = new LinkedHashMap<String, Object>();
        trunks.put("used", onward.trunks().used());
        if (onward.trunks().limit() != null) trunks.put("limit", onward.trunks().limit());
        trunks.put("incoming", onward.trunks().incoming());
        if (onward.trunks().inlimit() != null)
            trunks.put("inlimit", onward.trunks().inlimit());
        if (onward.trunks().cpslimit() != null)
            trunks.put("cpslimit", onward.trunks().cpslimit());
        data.put("trunks", trunks);
        data.put(
                "normalization",
                new NormalizationDocument(
                                Direction.IN, onward.account(), onward.received(), onward.rules(), onward.normalized())
                        .write());
        data.put("routes", routes(onward));
        data.put("invites", onward.leaving().stream().map(MatchDocument::invite).toList());
    }

    private static List<Object> routes(Onward onward) {
        var all = new ArrayList<Object>();
        var order = RouteTable.order(onward.query());
        Route rejects = null;
        for (var route : onward.routes()) {
            var document = new LinkedHashMap<String, Object>();
            document.put("id", route.id());
            document.put("name", route.name());
            document.put("priority", route.priority());
            document.put("action", route.action().token());
            document.put("target", route.target());
            var miss = RouteTable.miss(route, onward.query());
            boolean behind = rejects != null && order.compare(rejects, route) < 0;
            document.put("fits", miss == null && !behind);
            if (miss != null) document.put("why", miss.text(route, onward.query()));
            else if (behind) document.put("why", "a rule before it rejects");
            else if (onward.query().emergency()) document.put("note", note(route, onward.query()));
            all.add(document);
            if (miss == null && rejects == null && route.action() == Action.REJECT) rejects = route;
        }
        return all;
    }

    private static String note(Route route, RouteQuery query) {
        if (Emergency.names(route, query.to())) return "emergency number: tried first";
        return Emergency.waits(route, query.to())
                ? "emergency number: not before every external rule was tried"
                : "emergency number: whatever fails leads to the next rule";
    }

    private static Map<String, Object> invite(Leaving leaving) {
        var document = new LinkedHashMap<String, Object>();
        document.put("target", leaving.target());
        if (!leaving.hop().isEmpty()) document.put("hop", leaving.hop());
        if (!leaving.problem().isEmpty()) {
            document.put("problem", leaving.problem());
            return document;
        }
        document.put("fresh", leaving.fresh());
        if (leaving.swapped() > 0) document.put("swapped", leaving.swapped());
        document.put("packet", leaving.packet());
        return document;
    }
}
