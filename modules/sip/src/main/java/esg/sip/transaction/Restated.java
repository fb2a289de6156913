package esg.sip.transaction;

import esg.domain.ban.Offence;
import esg.sip.message.MessageBuilder;
import esg.sip.message.SipRequest;
import esg.sip.message.SipResponse;
import esg.sip.transport.Flow;
import esg.sip.transport.Loop;

/** A received request that says something else to who carries it out than its sender wrote; answers go to the sender all the same. */
public class Restated implements ServerTransaction {
    private final ServerTransaction received;
    private final SipRequest request;
    private final Loop loop;

    /** Carried out where it came in. */
    public Restated(ServerTransaction received, SipRequest request) {
        this(received, request, received.loop());
    }

    /**
     * Carried out elsewhere.
     *
     * @param loop of who does
     */
    public Restated(ServerTransaction received, SipRequest request, Loop loop) {
        this.received = received;
        this.request = request;
        this.loop = loop;
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
        return loop;
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
