package esg.inside.registrar;

import esg.domain.ban.Offence;
import esg.sip.message.HeaderSet;
import esg.sip.message.MessageBuilder;
import esg.sip.message.SipRequest;
import esg.sip.message.SipResponse;
import esg.sip.transaction.ServerTransaction;
import esg.sip.transaction.ServerUser;
import esg.sip.transport.Flow;
import esg.sip.transport.Loop;

/** An INVITE as calls are to see it: without header fields that its sender has no right to. */
public final class InviteWithout implements ServerTransaction {
    private static final HeaderSet OF_THE_BODY =
            HeaderSet.of("Content-Type", "Content-Disposition", "Content-Encoding", "Content-Language", "MIME-Version");

    private final ServerTransaction received;
    private final SipRequest request;

    /** The rest stays as it is. */
    public InviteWithout(ServerTransaction received, HeaderSet fields) {
        this.received = received;
        var whole = received.request();
        this.request = MessageBuilder.request(whole.method(), whole.requestUriText())
                .copyAllBut(whole, fields.plus(OF_THE_BODY.names().toArray(String[]::new)))
                .bodyOf(whole)
                .buildRequest();
    }

    @Override
    public String id() {
        return received.id();
    }

    @Override
    public SipRequest request() {
        return request;
    }

    @Override
    public Flow flow() {
        return received.flow();
    }

    @Override
    public boolean cameInHere() {
        return received.cameInHere();
    }

    @Override
    public Loop loop() {
        return received.loop();
    }

    @Override
    public void user(ServerUser user) {
        received.user(user);
    }

    @Override
    public String toTag() {
        return received.toTag();
    }

    @Override
    public MessageBuilder response(int status, String phrase, String tag) {
        return received.response(status, phrase, tag);
    }

    @Override
    public void respond(SipResponse response) {
        received.respond(response);
    }

    @Override
    public void charge(Offence offence) {
        received.charge(offence);
    }

    @Override
    public void vouch() {
        received.vouch();
    }

    @Override
    public boolean finalSent() {
        return received.finalSent();
    }
}
