package esg.trunk.remote;

import esg.sip.message.Headers;
import esg.sip.message.MessageBuilder;
import esg.sip.message.SipRequest;
import esg.sip.message.SipResponse;
import esg.sip.transaction.ServerTransaction;
import esg.sip.transaction.ServerUser;
import esg.sip.transport.Addresses;
import esg.sip.transport.Flow;
import esg.sip.transport.Loop;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A server transaction whose socket is on another node: answers are sent there as bytes, what happens there is told here. */
final class RemoteTransaction implements ServerTransaction {
    /**
     * What a call may know of it.
     *
     * @param flow our own way to the peer, which is where the call's later requests go
     * @param toTag ours
     */
    record Received(SipRequest request, Flow flow, Loop loop, String toTag) {}

    private final Received received;
    private final Consumer<SipResponse> answers;
    private @Nullable ServerUser user;
    private @Nullable SipRequest cancel;
    private @Nullable String lost;
    private volatile boolean finalSent;

    /** @param answers takes them to the ingress; any thread */
    RemoteTransaction(Received received, Consumer<SipResponse> answers) {
        this.received = received;
        this.answers = answers;
    }

    @Override
    public String id() {
        return received.request.topVia().branch();
    }

    @Override
    public SipRequest request() {
        return received.request;
    }

    @Override
    public Flow flow() {
        return received.flow;
    }

    @Override
    public boolean cameInHere() {
        return false;
    }

    @Override
    public Loop loop() {
        return received.loop;
    }

    @Override
    public void user(ServerUser newUser) {
        onLoop(() -> {
            user = newUser;
            if (cancel != null && !finalSent) newUser.onCancel(cancel);
            if (lost != null && !finalSent) newUser.onLost(lost);
        });
    }

    @Override
    public String toTag() {
        return received.toTag;
    }

    @Override
    public MessageBuilder response(int status, String phrase, String tag) {
        var from = received.flow.remote();
        var host = Addresses.host(from.getAddress()).replace("[", "").replace("]", "");
        var via = received.request.topVia().from(host, from.getPort()).toString();
        return MessageBuilder.answer(received.request, status, phrase, via, status == 100 ? null : tag);
    }

    @Override
    public void respond(SipResponse response) {
        if (response.isFinal()) finalSent = true;
        answers.accept(response);
    }

    @Override
    public boolean finalSent() {
        return finalSent;
    }

    void cancelled(SipRequest newCancel) {
        onLoop(() -> {
            cancel = newCancel;
            if (user != null && !finalSent) user.onCancel(newCancel);
        });
    }

    void ackTimedOut() {
        onLoop(() -> {
            if (user != null) user.onAckTimeout();
        });
    }

    void failed(String why) {
        onLoop(() -> {
            if (user != null) user.onTransportError(why);
        });
    }

    /** Nobody is there any more to send an answer. */
    void lost(String why) {
        onLoop(() -> {
            lost = why;
            if (user != null && !finalSent) user.onLost(why);
        });
    }

    private void onLoop(Runnable task) {
        if (received.loop.inLoop()) task.run();
        else received.loop.execute(task);
    }

    @Override
    public String toString() {
        return received.request.method() + " " + received.request.header(Headers.CALL_ID);
    }
}
