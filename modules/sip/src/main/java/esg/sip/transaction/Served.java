package esg.sip.transaction;

import esg.domain.ban.Offence;
import esg.sip.message.MessageBuilder;
import esg.sip.message.SipRequest;
import esg.sip.message.SipResponse;
import esg.sip.transport.Flow;
import esg.sip.transport.Loop;
import org.jspecify.annotations.Nullable;

/** What the user of a server transaction holds: the request, and the machine that answers it. */
final class Served implements ServerTransaction {
    private final ServerMachine machine;
    private final SipRequest request;
    private final Flow flow;
    private @Nullable ServerUser user;
    private @Nullable SipRequest cancel;
    private @Nullable String via;
    private volatile boolean finalSent;

    Served(ServerMachine machine, SipRequest request, Flow flow) {
        this.machine = machine;
        this.request = request;
        this.flow = flow;
    }

    @Override
    public String id() {
        return machine.key.id();
    }

    @Override
    public SipRequest request() {
        return request;
    }

    @Override
    public Flow flow() {
        return flow;
    }

    @Override
    public Loop loop() {
        return machine.layer.loop();
    }

    @Override
    public void user(ServerUser newUser) {
        if (!loop().inLoop()) {
            loop().execute(() -> user(newUser));
            return;
        }
        user = newUser;
        if (cancel != null && !finalSent) newUser.onCancel(cancel);
    }

    @Override
    public void charge(Offence offence) {
        machine.layer.charge(flow, offence);
    }

    @Override
    public void vouch() {
        machine.layer.vouch(flow);
    }

    @Override
    public String toTag() {
        return machine.toTag;
    }

    @Override
    public MessageBuilder response(int status, String phrase, String tag) {
        var topVia = via;
        if (topVia == null) via = topVia = ResponsePath.via(request.topVia(), flow); // threads that race write the same
        // §8.2.6.2: a 100 may do without a tag, everything else has one.
        return MessageBuilder.answer(request, status, phrase, topVia, status == 100 ? null : tag);
    }

    @Override
    public void respond(SipResponse response) {
        if (response.isFinal()) finalSent = true;
        if (loop().inLoop()) machine.respond(this, response);
        else loop().execute(() -> machine.respond(this, response));
    }

    @Override
    public boolean finalSent() {
        return finalSent;
    }

    void cancelled(SipRequest newCancel) {
        cancel = newCancel;
        if (user != null) user.onCancel(newCancel);
    }

    void ackTimedOut() {
        if (user != null) user.onAckTimeout();
    }

    void failed(Throwable error) {
        if (user != null) user.onTransportError(String.valueOf(error.getMessage()));
    }
}
