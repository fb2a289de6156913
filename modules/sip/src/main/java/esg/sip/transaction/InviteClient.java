package esg.sip.transaction;

import esg.domain.account.Transport;
import esg.sip.message.SipRequest;
import esg.sip.message.SipResponse;
import esg.sip.transport.Cancellable;
import esg.sip.transport.Flow;
import org.jspecify.annotations.Nullable;

/** INVITE client transaction at one hop: RFC 3261 figure 5 with the Accepted state of RFC 6026 §7.2. */
final class InviteClient implements ClientMachine, Retransmission.Owner {
    private enum State {
        CALLING,
        PROCEEDING,
        ACCEPTED,
        COMPLETED,
        TERMINATED
    }

    private final TransactionLayer layer;
    private final String branch;
    private final Flow flow;
    private State state = State.CALLING;
    private @Nullable SipRequest invite; // until a final response
    private @Nullable Outcome outcome;
    private @Nullable Retransmission calling; // timers A and B
    private @Nullable Cancellable cancelEnd;
    private byte @Nullable [] ack;
    private boolean cancelled;
    private @Nullable String cancelReason;

    InviteClient(TransactionLayer layer, String branch, SipRequest invite, Flow flow, Outcome outcome) {
        this.layer = layer;
        this.branch = branch;
        this.invite = invite;
        this.flow = flow;
        this.outcome = outcome;
    }

    @Override
    public String method() {
        return "INVITE";
    }

    @Override
    public Flow flow() {
        return flow;
    }

    @Override
    public void start() {
        layer.add(branch, this);
        calling = new Retransmission(layer.loop(), layer.timers(), reliable(), Long.MAX_VALUE / 4, this);
        retransmit();
    }

    /** Timer A; the first time too. */
    @Override
    public void retransmit() {
        if (invite != null) layer.send(flow, invite.bytes(), this::failed);
    }

    /** Timer B, and the end of waiting for a cancelled INVITE. */
    @Override
    public void giveUp() {
        if (state != State.CALLING && state != State.PROCEEDING) return;
        var told = end();
        if (told != null) told.timedOut();
    }

    @Override
    public void received(SipResponse response) {
        switch (state) {
            case CALLING, PROCEEDING -> {
                if (response.isProvisional()) proceed(response);
                else if (response.isSuccess()) accept(response);
                else complete(response);
            }
            case ACCEPTED -> {
                if (response.isSuccess() && outcome != null) outcome.answered(response);
            }
            case COMPLETED -> {
                if (response.status() >= 300 && ack != null) layer.send(flow, ack, _ -> {});
            }
            case TERMINATED -> {}
        }
    }

    private void proceed(SipResponse response) {
        if (state == State.CALLING) {
            state = State.PROCEEDING;
            answered();
            if (cancelled) sendCancel();
        }
        if (outcome != null) outcome.answered(response);
    }

    private void accept(SipResponse response) {
        state = State.ACCEPTED;
        answered();
        invite = null;
        layer.loop().after(layer.timers().giveUp(), this::end); // timer M
        if (outcome != null) outcome.answered(response);
    }

    private void complete(SipResponse response) {
        state = State.COMPLETED;
        answered();
        var refused = invite;
        var told = outcome;
        invite = null;
        outcome = null;
        if (refused != null) {
            ack = OwnRequests.ack(refused, response).bytes();
            layer.send(flow, ack, _ -> {}); // the response comes again when this is lost
        }
        if (reliable()) end();
        else layer.loop().after(Math.max(32_000, layer.timers().giveUp()), this::end); // timer D
        if (told != null) told.answered(response);
    }

    private void answered() {
        if (calling != null) calling.stop();
        calling = null;
        if (state != State.PROCEEDING && cancelEnd != null) cancelEnd.cancel();
        layer.answered(this);
    }

    /** @param reason value of a Reason header for the CANCEL; null for none */
    void cancel(@Nullable String reason) {
        cancelled = true;
        cancelReason = reason;
        if (state == State.PROCEEDING) sendCancel(); // §9.1: not before a provisional response
    }

    /** Null after a final response. */
    @Nullable
    SipRequest cancellation() {
        return invite == null ? null : OwnRequests.cancel(invite, null);
    }

    private void sendCancel() {
        if (invite == null) return;
        var cancel = OwnRequests.cancel(invite, cancelReason);
        new NonInviteClient(layer, branch, cancel, flow, NonInviteClient.NOBODY).start();
        cancelEnd =
                layer.loop().after(layer.timers().giveUp(), this::giveUp); // §9.1: the INVITE is as good as cancelled
    }

    private void failed(Throwable error) {
        if (state != State.CALLING) return;
        var told = end();
        if (told != null) told.failed(String.valueOf(error.getMessage()));
    }

    @Override
    public void connectionLost() {
        if (state != State.CALLING) return; // the peer has it and answers over a new connection (§18.2.2)
        var told = end();
        if (told != null) told.failed("connection closed");
    }

    private boolean reliable() {
        return flow.listener().transport() != Transport.UDP;
    }

    private @Nullable Outcome end() {
        var told = outcome;
        state = State.TERMINATED;
        if (calling != null) calling.stop();
        if (cancelEnd != null) cancelEnd.cancel();
        calling = null;
        cancelEnd = null;
        invite = null;
        outcome = null;
        ack = null;
        layer.remove(branch, this);
        return told;
    }
}
