package esg.sip.transaction;

import esg.domain.account.Transport;
import esg.sip.message.SipRequest;
import esg.sip.message.SipResponse;
import esg.sip.transport.Flow;
import org.jspecify.annotations.Nullable;

/**
 * Client transaction of everything but INVITE at one hop: RFC 3261 figure 6. It ends with its final response: timer K would only wait
 * for repetitions of that, which are dropped without a transaction as well.
 */
final class NonInviteClient implements ClientMachine, Retransmission.Owner {
    /** For CANCEL: what matters comes back as the response to the INVITE. */
    static final Outcome NOBODY = new Outcome() {
        @Override
        public void answered(SipResponse response) {}

        @Override
        public void timedOut() {}

        @Override
        public void failed(String why) {}
    };

    private final TransactionLayer layer;
    private final String branch;
    private final SipRequest request;
    private final Flow flow;
    private final Outcome outcome;
    private @Nullable Retransmission trying; // timers E and F; null before the start and after the end
    private boolean proceeding;

    NonInviteClient(TransactionLayer layer, String branch, SipRequest request, Flow flow, Outcome outcome) {
        this.layer = layer;
        this.branch = branch;
        this.request = request;
        this.flow = flow;
        this.outcome = outcome;
    }

    @Override
    public String method() {
        return request.method();
    }

    @Override
    public Flow flow() {
        return flow;
    }

    @Override
    public void start() {
        layer.add(branch, this);
        var timers = layer.timers();
        boolean reliable = flow.listener().transport() != Transport.UDP;
        trying = new Retransmission(layer.loop(), timers, reliable, timers.t2(), this);
        retransmit();
    }

    /** Timer E; the first time too. */
    @Override
    public void retransmit() {
        layer.send(flow, request.bytes(), this::failed);
    }

    /** Timer F. */
    @Override
    public void giveUp() {
        if (end()) outcome.timedOut();
    }

    @Override
    public void received(SipResponse response) {
        if (trying == null) return;
        if (response.isProvisional()) {
            if (!proceeding) layer.answered(this);
            proceeding = true;
            trying.slow();
        } else {
            end();
        }
        outcome.answered(response);
    }

    private void failed(Throwable error) {
        if (!proceeding && end()) outcome.failed(String.valueOf(error.getMessage()));
    }

    @Override
    public void connectionLost() {
        if (!proceeding && end()) outcome.failed("connection closed");
    }

    private boolean end() {
        if (trying == null) return false;
        trying.stop();
        trying = null;
        layer.remove(branch, this);
        return true;
    }
}
