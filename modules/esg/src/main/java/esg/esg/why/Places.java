package esg.esg.why;

import esg.admin.monitor.Monitor;
import esg.admin.monitor.NodeState;
import esg.admin.why.Packet;
import esg.admin.why.Why.Standing;
import esg.domain.account.Account;
import esg.domain.account.AccountId;
import esg.domain.match.AccountTrace;
import esg.domain.match.Candidate;
import esg.domain.match.Trial;
import esg.esg.why.Explainer.Parts;
import esg.sip.message.SipRequest;
import esg.trunk.call.SixFields;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Which node serves which account, and from where each account's provider may send. */
final class Places {
    /** Names asked for in one explanation: accounts of other nodes that an INVITE fits are few. */
    private static final int MOST_RESOLVED = 20;

    private final Parts parts;
    private final Monitor monitor;

    Places(Parts parts, Monitor monitor) {
        this.parts = parts;
        this.monitor = monitor;
    }

    /** Other nodes are asked only when this one does not serve everything. */
    CompletionStage<Standing> standing() {
        var config = parts.feed().current();
        boolean all = config.accounts().values().stream()
                .allMatch(account -> !account.enabled() || parts.served().find(account.key()) != null);
        CompletionStage<Map<AccountId, String>> others = all
                ? CompletableFuture.completedFuture(Map.of())
                : monitor.nodes(Monitor.Wanted.REGISTRATIONS).thenApply(this::owners);
        return others.thenApply(owners -> {
            var accounts = config.accounts().values().stream()
                    .map(account -> candidate(account, owners))
                    .toList();
            return new Standing(
                    parts.node(),
                    config,
                    accounts,
                    parts.served().addresses(),
                    parts.routing().emergency());
        });
    }

    private Map<AccountId, String> owners(List<NodeState> nodes) {
        var owners = new HashMap<AccountId, String>();
        for (var node : nodes) {
            if (node.node().equals(parts.node())) continue;
            for (var reg : node.regs()) owners.put(new AccountId(reg.d(), reg.code()), node.node());
        }
        return owners;
    }

    private Candidate candidate(Account account, Map<AccountId, String> owners) {
        var served = parts.served().find(account.key());
        return served == null
                ? new Candidate(account, Set.of(), owners.getOrDefault(account.key(), ""))
                : new Candidate(account, served.resolved(), parts.node());
    }

    /** With what names resolve to here, of accounts of other nodes that the INVITE fits. */
    CompletionStage<Standing> resolved(Standing standing, SipRequest invite, Packet packet) {
        var source = packet.source().getAddress();
        var trace = AccountTrace.of(standing.accounts(), standing.server(), SixFields.of(invite), source);
        var fitting = new HashSet<Candidate>();
        for (var step : trace.steps()) {
            step.trials().stream()
                    .filter(Trial::isHit)
                    .map(Trial::served)
                    .filter(one -> !Explainer.isHere(parts, one))
                    .forEach(fitting::add);
        }
        CompletionStage<List<Candidate>> all = CompletableFuture.completedFuture(new ArrayList<>());
        int asked = 0;
        for (var one : standing.accounts()) {
            boolean asks = fitting.contains(one) && asked++ < MOST_RESOLVED;
            CompletionStage<Candidate> known = asks ? resolved(one) : CompletableFuture.completedFuture(one);
            all = all.thenCombine(known, (before, next) -> {
                before.add(next);
                return before;
            });
        }
        return all.thenApply(accounts ->
                new Standing(standing.node(), standing.config(), accounts, standing.server(), standing.emergency()));
    }

    private CompletionStage<Candidate> resolved(Candidate one) {
        var account = one.account();
        return addresses(account.domain()).thenCombine(addresses(account.proxyaddr()), (some, others) -> {
            var both = new HashSet<>(some);
            both.addAll(others);
            return new Candidate(account, both, one.node());
        });
    }

    private CompletionStage<Set<InetAddress>> addresses(String host) {
        if (host.isEmpty()) return CompletableFuture.completedFuture(Set.of());
        return parts.locator().addresses(host).exceptionally(_ -> Set.of());
    }
}
