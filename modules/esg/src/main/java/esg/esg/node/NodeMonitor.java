package esg.esg.node;

import esg.admin.monitor.Monitor;
import esg.admin.monitor.NodeState;
import esg.cluster.MemberInfo;
import esg.cluster.Members;
import esg.trunk.account.AccountStates;
import esg.trunk.account.AccountStatus;
import esg.trunk.call.CallBook;
import esg.trunk.call.CallView;
import esg.trunk.call.NodeCalls;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** What the monitor shows: every instance of the cluster, and of this one its accounts and calls. */
final class NodeMonitor implements Monitor {
    private final Self self;
    private final Members members;
    private final AccountStates accounts;
    private final NodeCalls calls;
    private final CallBook book;

    /** This instance, as in MON-03. */
    record Self(String site, int roleid, String node, String address) {}

    NodeMonitor(Self self, Members members, AccountStates accounts, NodeCalls calls, CallBook book) {
        this.self = self;
        this.members = members;
        this.accounts = accounts;
        this.calls = calls;
        this.book = book;
    }

    @Override
    public CompletionStage<List<NodeState>> nodes() {
        var states = new ArrayList<NodeState>();
        states.add(own());
        for (var member : members.list()) if (!member.node().equals(self.node)) states.add(other(member));
        return CompletableFuture.completedFuture(states);
    }

    private NodeState own() {
        return new NodeState(
                self.site,
                self.roleid,
                self.node,
                self.address,
                true,
                accounts.statuses().stream().map(this::reg).toList(),
                book.calls().stream().map(NodeMonitor::call).toList());
    }

    private NodeState other(MemberInfo member) {
        var node = member.node();
        var address = node.substring(node.indexOf('@') + 1);
        return new NodeState(
                self.site, member.instance().roleid(), node, address, member.online(), List.of(), List.of());
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
                calls.trunksInUse(status.id()),
                status.nextattempt(),
                status.failure(),
                status.granted(),
                status.ownerSince());
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
                view.reason());
    }
}
