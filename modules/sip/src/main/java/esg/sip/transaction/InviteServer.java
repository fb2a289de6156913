package esg.sip.transaction;

import esg.sip.message.SipRequest;
import esg.sip.message.SipResponse;
import esg.sip.transport.Cancellable;
import esg.sip.transport.Flow;
import org.jspecify.annotations.Nullable;

/** INVITE server transaction: RFC 3261 figure 7 with the Accepted state of RFC 6026 §7.1. */
final class InviteServer extends ServerMachine implements Retransmission.Owner {
    private enum State {
        PROCEEDING,
        ACCEPTED,
        COMPLETED,
        CONFIRMED
    }

    private State state = State.PROCEEDING;
    private byte @Nullable [] last;
    private @Nullable Served served;
    private @Nullable Cancellable trying;
    private @Nullable Retransmission answer; // timers G and H
    private boolean cancelled;

    InviteServer(TransactionLayer layer, ServerKey key, @Nullable MergeKey mergeKey, ResponsePath path) {
        super(layer, key, mergeKey, path);
    }

    @Override
    void start(Served newServed) {
        served = newServed;
        trying = layer.loop().after(Timers.TRYING_AFTER, this::tryingDue);
    }

    private void tryingDue() {
        if (state == State.PROCEEDING && last == null && served != null) {
            respond(served, served.response(100, "Trying").buildResponse());
        }
    }

    @Override
    void retransmitted() {
        switch (state) {
            case PROCEEDING, COMPLETED -> {
                if (last != null) send(last, served);
            }
            case ACCEPTED, CONFIRMED -> {} // the 2xx is its user's to repeat
        }
    }

    @Override
    void respond(Served by, SipResponse response) {
        switch (state) {
            case PROCEEDING -> first(by, response);
            case ACCEPTED -> {
                if (response.isSuccess()) send(response.bytes(), by);
            }
            case COMPLETED, CONFIRMED -> {} // one final response is enough (§17.2.1)
        }
    }

    private void first(Served by, SipResponse response) {
        if (trying != null) trying.cancel();
        trying = null;
        if (response.isProvisional()) {
            last = response.bytes();
        } else if (response.isSuccess()) {
            accept();
        } else {
            complete(response);
            layer.refused(by.request(), by.flow(), response);
        }
        send(response.bytes(), by);
    }

    private void accept() {
        state = State.ACCEPTED;
        last = null;
        served = null;
        layer.loop().after(layer.timers().giveUp(), this::end); // timer L
    }

    private void complete(SipResponse response) {
        state = State.COMPLETED;
        last = response.bytes();
        var timers = layer.timers();
        answer = new Retransmission(layer.loop(), timers, path.reliable(), timers.t2(), this);
    }

    /** Timer G. */
    @Override
    public void retransmit() {
        if (last != null) send(last, served);
    }

    /** Timer H. */
    @Override
    public void giveUp() {
        var unacknowledged = served;
        end();
        if (unacknowledged != null) unacknowledged.ackTimedOut();
    }

    void acknowledged(SipRequest ack, Flow flow) {
        switch (state) {
            case COMPLETED -> confirm();
            case ACCEPTED -> layer.passAck(ack, flow); // an old peer keeps the branch (RFC 6026 §7.1)
            case PROCEEDING, CONFIRMED -> {}
        }
    }

    private void confirm() {
        state = State.CONFIRMED;
        last = null;
        served = null;
        if (answer != null) answer.stop();
        answer = null;
        if (path.reliable()) end();
        else layer.loop().after(layer.timers().t4(), this::end); // timer I
    }

    void cancelled(SipRequest cancel) {
        if (state != State.PROCEEDING || cancelled) return; // §9.2: too late, or told already
        cancelled = true;
        if (served != null) served.cancelled(cancel);
    }

    private void end() {
        served = null;
        layer.ended(this);
    }
}
