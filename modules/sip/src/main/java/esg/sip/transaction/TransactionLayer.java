package esg.sip.transaction;

import esg.domain.Rejection;
import esg.domain.account.Transport;
import esg.domain.ban.Offence;
import esg.sip.border.Strangers;
import esg.sip.locate.Hop;
import esg.sip.message.Headers;
import esg.sip.message.MessageBuilder;
import esg.sip.message.SipMessage;
import esg.sip.message.SipRequest;
import esg.sip.message.SipResponse;
import esg.sip.transaction.EdgeRules.Refusal;
import esg.sip.transport.Flow;
import esg.sip.transport.Loop;
import esg.sip.transport.Side;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The transactions of one loop. Everything happens on that loop, except where a method says otherwise. */
final class TransactionLayer {
    private static final Logger log = LoggerFactory.getLogger(TransactionLayer.class);

    /** Where the layer's requests go, and what it may do; replaced as a whole, read for every request. */
    interface Outside {
        @Nullable
        RequestHandler handler(Side side);

        MaddrPolicy maddrs();

        /** Whether the border lets in an ACK or CANCEL that belongs to no INVITE here; if not, all is done. */
        default boolean passes(SipRequest request, Flow flow, Loop loop) {
            return true;
        }

        /** Asked about new requests, and told of offences; a layer without a border answers everybody. */
        default @Nullable Strangers strangers() {
            return null;
        }

        /** Who is told of INVITEs that are refused. */
        default RefusalListener refusals() {
            return RefusalListener.NONE;
        }

        /** Begins every tag of ours. */
        default String tagPrefix() {
            return "";
        }
    }

    /**
     * @param limit transactions of this loop, beyond which new INVITEs are refused
     * @param retryAfter seconds they are told to wait
     */
    record Limits(int limit, long retryAfter) {}

    private final Loop loop;
    private final Sender sender;
    private final Timers timers;
    private final Limits limits;
    private final EdgeRules rules;
    private final Outside outside;
    private final Map<ServerKey, ServerMachine> servers = new HashMap<>();
    private final Map<MergeKey, ServerMachine> ongoing = new HashMap<>();
    private final Map<String, ClientMachine> clients = new HashMap<>();
    private final Map<String, ClientMachine> cancels = new HashMap<>(); // they share the branch of their INVITE
    private final Set<ClientMachine> unansweredOnStream = new HashSet<>();
    private final StatelessRefusal stateless;

    /** What a node's layers share. */
    record Common(Sender sender, Timers timers, Limits limits, EdgeRules rules, Outside outside) {}

    TransactionLayer(Loop loop, Common common) {
        this.loop = loop;
        this.sender = common.sender();
        this.timers = common.timers();
        this.limits = common.limits();
        this.rules = common.rules();
        this.outside = common.outside();
        this.stateless = new StatelessRefusal(
                sender,
                (flow, maddr) -> outside.maddrs().allows(flow, maddr),
                (invite, flow, answer, byEdge) -> outside.refusals().refused(invite, flow, answer, byEdge));
    }

    Loop loop() {
        return loop;
    }

    Timers timers() {
        return timers;
    }

    Sender sender() {
        return sender;
    }

    /** A tag for a dialog of ours (RFC 3261 §19.3). Any thread. */
    String newTag() {
        return Tokens.next(outside.tagPrefix(), ServerMachine.TAG_LENGTH);
    }

    int size() {
        return servers.size() + clients.size() + cancels.size();
    }

    // Received

    void received(SipMessage message, Flow flow) {
        switch (message) {
            case SipResponse response -> response(response);
            case SipRequest request -> request(request, flow);
        }
    }

    private void response(SipResponse response) {
        var method = response.cseqMethod();
        var machine = (method.equals("CANCEL") ? cancels : clients)
                .get(response.topVia().branch());
        if (machine != null && machine.method().equals(method)) machine.received(response);
        else
            log.debug("response without transaction dropped status={} callid={}", response.status(), response.callId());
    }

    private void request(SipRequest request, Flow flow) {
        switch (request.method()) {
            case "ACK" -> ack(request, flow);
            case "CANCEL" -> cancel(request, flow);
            default -> other(request, flow);
        }
    }

    private void ack(SipRequest ack, Flow flow) {
        if (servers.get(ServerKey.of(ack, "INVITE")) instanceof InviteServer invite) invite.acknowledged(ack, flow);
        else if (!StatelessRefusal.refused(ack) && outside.passes(ack, flow, loop)) passAck(ack, flow);
    }

    /** Gives an ACK of a 2xx to its call. */
    void passAck(SipRequest ack, Flow flow) {
        var handler = outside.handler(flow.listener().side());
        if (handler != null) handler.onAck(ack, flow);
    }

    /**
     * Answered without a transaction of its own: as long as its INVITE is known, a repeated CANCEL gets the same 200 (RFC 3261 §9.2).
     */
    private void cancel(SipRequest cancel, Flow flow) {
        if (!(servers.get(ServerKey.of(cancel, "INVITE")) instanceof InviteServer invite)) {
            if (outside.passes(cancel, flow, loop) && welcomes(cancel, flow)) {
                stateless.refuse(cancel, flow, Refusal.of(Rejection.NO_DIALOG));
            }
            return;
        }
        var via = ResponsePath.via(cancel.topVia(), flow);
        var ok = MessageBuilder.answer(cancel, 200, "OK", via, invite.toTag).buildResponse();
        ResponsePath.of(cancel.topVia(), flow, outside.maddrs())
                .send(sender, ok.bytes(), error -> log.debug("answer to CANCEL not sent error={}", error.toString()));
        invite.cancelled(cancel);
    }

    private void other(SipRequest request, Flow flow) {
        var key = ServerKey.of(request);
        var known = servers.get(key);
        if (known != null) {
            known.retransmitted();
            return;
        }
        if (!welcomes(request, flow)) return;
        var side = flow.listener().side();
        var handler = outside.handler(side);
        var mergeKey = MergeKey.of(request);
        var refusal = handler == null ? overload() : refusal(request, flow, mergeKey);
        if (refusal != null || handler == null) {
            stateless.refuse(request, flow, refusal == null ? overload() : refusal);
            return;
        }
        var path = ResponsePath.of(request.topVia(), flow, outside.maddrs());
        var machine = request.method().equals("INVITE")
                ? new InviteServer(this, key, mergeKey, path)
                : new NonInviteServer(this, key, mergeKey, path);
        servers.put(key, machine);
        if (mergeKey != null) ongoing.put(mergeKey, machine);
        var served = new Served(machine, request, flow);
        machine.start(served);
        hand(served, handler);
    }

    /** Asked last, so that a request which repeats one of a call that has just ended gets its answer again. */
    private boolean welcomes(SipRequest request, Flow flow) {
        var strangers = outside.strangers();
        return strangers == null || strangers.welcomes(request, flow);
    }

    /** Holds an offence against the sender of a request. Any thread. */
    void charge(Flow flow, Offence offence) {
        var strangers = outside.strangers();
        if (strangers != null) strangers.charge(flow, offence);
    }

    /** Has a sender known. Any thread. */
    void vouch(Flow flow) {
        var strangers = outside.strangers();
        if (strangers != null) strangers.vouch(flow);
    }

    private @Nullable Refusal refusal(SipRequest request, Flow flow, @Nullable MergeKey mergeKey) {
        var refusal = rules.check(request, flow.listener().side());
        if (refusal != null) {
            var strangers = outside.strangers();
            if (strangers != null) strangers.refused(request, flow);
            return refusal;
        }
        if (mergeKey != null && ongoing.containsKey(mergeKey)) return Refusal.of(Rejection.LOOP);
        // Requests in calls that stand are let in for longer: a BYE makes room.
        long limit = request.method().equals("INVITE") ? limits.limit() : 2L * limits.limit();
        return size() < limit ? null : overload();
    }

    private Refusal overload() {
        return new Refusal(Rejection.OVERLOADED, Headers.RETRY_AFTER, Long.toString(limits.retryAfter()));
    }

    /** A fault in one call's handling must not reach the loop, on which all other calls live. */
    private static void hand(Served served, RequestHandler handler) {
        try {
            handler.onRequest(served);
        } catch (RuntimeException bug) {
            var request = served.request();
            log.error("request handler failed method={} callid={}", request.method(), request.callId(), bug);
            if (served.finalSent()) return;
            var error = Rejection.INTERNAL_ERROR;
            served.respond(served.response(error.status(), error.phrase())
                    .header(Headers.REASON, error.reasonHeader())
                    .buildResponse());
        }
    }

    void refused(SipRequest invite, Flow flow, SipResponse answer) {
        outside.refusals().refused(invite, flow, answer, false);
    }

    void ended(ServerMachine machine) {
        servers.remove(machine.key, machine);
        if (machine.mergeKey != null) ongoing.remove(machine.mergeKey, machine);
    }

    void connectionClosed(Flow closed) {
        if (unansweredOnStream.isEmpty()) return;
        var lost = new ArrayList<ClientMachine>();
        for (var machine : unansweredOnStream) {
            var flow = machine.flow();
            boolean same = flow.connection() == closed.connection() || flow.connection() == 0;
            if (same
                    && flow.listener() == closed.listener()
                    && flow.remote().equals(closed.remote())
                    && flow.name().equals(closed.name())) lost.add(machine);
        }
        for (var machine : lost) machine.connectionLost();
    }

    // Sent

    /** Any thread. */
    @Nullable
    Flow flow(SendOptions options, Hop hop) {
        return sender.flow(options.side(), hop, options.listenerName());
    }

    /** Any thread. */
    SipRequest withVia(SipRequest request, Flow flow, String branch) {
        return OwnVia.on(request, flow, branch);
    }

    /** @param failed told on the loop, never from within this call */
    void send(Flow flow, byte[] packet, Consumer<Throwable> failed) {
        sender.send(flow, packet, error -> {
            if (error != null) loop.execute(() -> failed.accept(error));
        });
    }

    void add(String branch, ClientMachine machine) {
        table(machine).put(branch, machine);
        if (machine.flow().listener().transport() != Transport.UDP) unansweredOnStream.add(machine);
    }

    /** From here on the request no longer depends on the connection that carried it. */
    void answered(ClientMachine machine) {
        if (!unansweredOnStream.isEmpty()) unansweredOnStream.remove(machine);
    }

    void remove(String branch, ClientMachine machine) {
        table(machine).remove(branch, machine);
        answered(machine);
    }

    private Map<String, ClientMachine> table(ClientMachine machine) {
        return machine.method().equals("CANCEL") ? cancels : clients;
    }
}
