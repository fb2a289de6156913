package esg.esg.node;

import java.util.Locale;
import java.time.Instant;
import esg.media.relay.MediaFigures;
import esg.admin.monitor.NodeState;
import esg.esg.nodes.OwnNode;
import esg.sip.border.Border;
import esg.trunk.account.AccountStates;
import esg.trunk.account.AccountStatus;
import esg.trunk.call.CallBook;
import esg.trunk.call.CallView;
import esg.trunk.call.NodeCalls;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** What this node tells of its accounts and calls. */
final class OwnState implements OwnNode {
    private final String node;
    private final Place place;
    private final AccountStates accounts;
    private final NodeCalls calls;
    private final CallBook book;
    private final Border border;
    private final Supplier<List<String>> externals;
    private final Stopping stopping;

    /** How a node is told to stop, and whether it does. */
    interface Stopping {
        boolean begun();

        /** Returns at once. */
        void begin();
    }

    OwnState(Identity identity, Parts parts, Stopping stopping) {
        this.node = identity.node;
        this.place = identity.place;
        this.accounts = parts.accounts;
        this.calls = parts.calls;
        this.book = parts.book;
        this.border = parts.border;
        this.externals = parts.externals;
        this.stopping = stopping;
    }

    /** Who it is. */
    record Identity(String node, Place place) {}

    /** Where the facts come from. */
    record Parts(
            AccountStates accounts, NodeCalls calls, CallBook book, Border border, Supplier<List<String>> externals) {}

    @Override
    public String node() {
        return node;
    }

    @Override
    public Place place() {
        return place;
    }

    @Override
    public int accountCount() {
        return accounts.count();
    }

    @Override
    public int liveCalls() {
        return book.liveCount();
    }

    @Override
    public List<NodeState.Reg> registrations() {
        return accounts.statuses().stream().map(this::reg).toList();
    }

    @Override
    public List<NodeState.Call> calls() {
        return book.calls().stream().map(OwnState::call).toList();
    }

    @Override
    public List<NodeState.RuleCount> border() {
        return border(border);
    }

    /** All its counts. */
    static List<NodeState.RuleCount> border(Border border) {
        var counts = new ArrayList<NodeState.RuleCount>();
        border.counts().forEach((rule, packets) -> counts.add(new NodeState.RuleCount(rule, packets)));
        counts.add(
                new NodeState.RuleCount(NodeState.RuleCount.BANS, border.bans().dropped()));
        counts.add(new NodeState.RuleCount(
                NodeState.RuleCount.STRANGERS, border.strangers().unanswered()));
        return counts;
    }

    @Override
    public List<String> externalAddresses() {
        return externals.get();
    }

    @Override
    public boolean draining() {
        return stopping.begun();
    }

    @Override
    public void drain() {
        stopping.begin();
    }

    @Override
    public boolean hangUp(String call) {
        return book.hangUp(call, "hung up by the operator");
    }

    private NodeState.Reg reg(AccountStatus status) {
        return new NodeState.Reg(
                status.id().code(),
                status.id().d(),
                status.user(),
                status.domain(),
                status.port(),
                status.proto(),
                status.addrs(),
                status.regstate(),
                status.pingstate(),
                status.lastResponse(),
                calls.trunksInUse(status.id()) + status.trunksElsewhere(),
                status.nextattempt(),
                status.failure(),
                status.granted(),
                status.times().owner(),
                status.times().state());
    }

    private static NodeState.Call call(CallView view) {
        return new NodeState.Call(
                view.id(),
                view.account().code(),
                view.account().d(),
                view.direction(),
                view.from(),
                view.to(),
                view.state(),
                view.started(),
                view.answered(),
                view.ended(),
                view.callIds(),
                view.code(),
                view.reason(),
                view.media().streams().stream().map(OwnState::stream).toList(),
                view.dumb().isEmpty() ? null : view.dumb());
    }

    private static NodeState.Stream stream(MediaFigures.Stream heard) {
        return new NodeState.Stream(
                heard.end().name().toLowerCase(Locale.ROOT),
                heard.kind(),
                heard.from(),
                heard.packets(),
                heard.bytes(),
                heard.lost(),
                heard.jitter(),
                heard.strangers(),
                heard.heard() == 0 ? null : Instant.ofEpochMilli(heard.heard()));
    }
}
