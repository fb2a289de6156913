package esg.sip.transaction;

import esg.domain.Rejection;
import esg.sip.message.SipRequest;
import esg.sip.transport.Side;
import java.util.Optional;

/** What an edge says against a request before anybody has looked at whose it is (RFC 3261 §8.2), for whoever wants to know. */
public final class EdgeCheck {
    private final EdgeRules rules;

    /** @param settings of the edge that is asked about */
    public EdgeCheck(EdgeSettings settings) {
        rules = new EdgeRules(settings.supported());
    }

    /** Empty when it may pass. */
    public Optional<Rejection> objection(SipRequest request, Side side) {
        return Optional.ofNullable(rules.check(request, side)).map(EdgeRules.Refusal::rejection);
    }
}
