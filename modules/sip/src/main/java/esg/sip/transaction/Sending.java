package esg.sip.transaction;

import esg.sip.locate.Hop;
import esg.sip.message.SipRequest;
import esg.sip.message.SipResponse;
import esg.sip.transport.Flow;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A request tried at one hop after the other: the next one when a hop cannot be reached, gives no answer, or says 503, each with a branch
 * of its own (RFC 3263 §4.3). Not when the peer has begun to work on it, nor when the user has cancelled.
 */
final class Sending implements ClientTransaction {
    private static final Logger log = LoggerFactory.getLogger(Sending.class);

    /** One hop's request, ready to go. */
    private record Attempt(String branch, SipRequest request, Flow flow) {}

    private final TransactionLayer layer;
    private @Nullable SipRequest original; // until a final response: a call may last for days
    private final List<Hop> hops;
    private final SendOptions options;
    private final ClientUser user;
    private int next;
    private @Nullable Attempt prepared;
    private volatile @Nullable Flow flow;
    private @Nullable Hearing current;
    private boolean answeredProvisionally;
    private boolean toldProvisionally;
    private boolean cancelled;

    Sending(TransactionLayer layer, SipRequest original, List<Hop> hops, SendOptions options, ClientUser user) {
        this.layer = layer;
        this.original = original;
        this.hops = hops;
        this.options = options;
        this.user = user;
        this.next = options.flow() == null ? 0 : -1;
        prepared = prepare(original, false);
    }

    /** The request for the next hop that a listener of ours can reach; null when there is none. */
    private @Nullable Attempt prepare(SipRequest request, boolean reconnects) {
        while (next < hops.size()) {
            int index = next++;
            if (index >= 0 && !reconnects && isGivenFlow(hops.get(index))) continue;
            var way = index < 0 ? options.flow() : layer.flow(options, hops.get(index));
            if (way == null) continue;
            flow = way;
            var branch = Tokens.branch();
            return new Attempt(branch, layer.withVia(request, way, branch), way);
        }
        return null;
    }

    /** The same peer would take the same request, with another branch, for a merged one and say 482. */
    private boolean isGivenFlow(Hop hop) {
        var given = options.flow();
        return given != null && given.remote().equals(hop.address());
    }

    /** On the loop. */
    void start() {
        if (!run()) layer.loop().execute(() -> user.onTransportError(this, "no listener reaches any hop"));
    }

    private boolean run() {
        var now = prepared;
        if (now == null) return false;
        prepared = null;
        answeredProvisionally = false;
        var hearing = new Hearing();
        var started = now.request().method().equals("INVITE")
                ? new InviteClient(layer, now.branch(), now.request(), now.flow(), hearing)
                : new NonInviteClient(layer, now.branch(), now.request(), now.flow(), hearing);
        hearing.machine = started;
        current = hearing;
        started.start();
        return true;
    }

    private boolean elsewhere(String why, boolean reconnects) {
        var request = original;
        if (cancelled || toldProvisionally || request == null) return false;
        var failed = flow;
        prepared = prepare(request, reconnects);
        if (prepared == null) return false;
        log.info(
                "hop failed method={} hop={} why={} callid={}",
                request.method(),
                failed == null ? "-" : failed.remote(),
                why,
                request.callId());
        return run();
    }

    @Override
    public boolean triesNextHop() {
        var silent = current;
        if (answeredProvisionally || silent == null || !elsewhere("silence", false)) return false;
        silent.cancel(null); // should it wake up
        return true;
    }

    /** What comes of one hop. One that was left for its silence may still answer the call: the first 2xx counts. */
    private final class Hearing implements ClientMachine.Outcome {
        private @Nullable ClientMachine machine;

        @Override
        public void answered(SipResponse response) {
            if (current == this) Sending.this.answered(response);
            else if (response.isSuccess()) late(response);
        }

        private void late(SipResponse response) {
            if (current != null) current.cancel(null);
            original = null;
            user.onResponse(response, Sending.this);
        }

        @Override
        public void timedOut() {
            // A hop that said 100 has the request and may still act on it: a second one elsewhere would do it twice.
            if (current == this && (answeredProvisionally || !elsewhere("timeout", false)))
                user.onTimeout(Sending.this);
        }

        @Override
        public void failed(String why) {
            if (current == this && !elsewhere(why, true)) user.onTransportError(Sending.this, why);
        }

        @Nullable
        SipRequest cancellation() {
            return machine instanceof InviteClient invite ? invite.cancellation() : null;
        }

        void cancel(@Nullable String reasonHeader) {
            if (machine instanceof InviteClient invite) invite.cancel(reasonHeader);
        }
    }

    private void answered(SipResponse response) {
        if (response.isProvisional()) answeredProvisionally = true;
        if (response.status() == 100) {
            user.onTrying(this);
            return;
        }
        if (response.status() == 503 && elsewhere("503", false)) return;
        if (response.isProvisional()) toldProvisionally = true;
        else original = null;
        user.onResponse(response, this);
    }

    @Override
    public void cancel(@Nullable String reasonHeader) {
        if (!layer.loop().inLoop()) {
            layer.loop().execute(() -> cancel(reasonHeader));
            return;
        }
        if (cancelled) return;
        cancelled = true;
        if (current != null) current.cancel(reasonHeader);
    }

    @Override
    public @Nullable SipRequest cancellation() {
        return current == null ? null : current.cancellation();
    }

    @Override
    public @Nullable Flow flow() {
        return flow;
    }
}
