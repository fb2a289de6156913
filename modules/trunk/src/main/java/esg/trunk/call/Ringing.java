package esg.trunk.call;

import esg.domain.account.CallOptions.EarlyMedia;
import esg.sip.message.SipResponse;
import esg.trunk.call.Descriptions.Then;
import esg.trunk.call.Dialogs.Party;
import esg.trunk.leg.Body;
import esg.trunk.leg.ReliableProvisional.Origin;
import esg.trunk.leg.Relay;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Provisional answers on their way from the callee to the caller: which are told, how much of them, and who acknowledges those that ask
 * for it. Reliability is each leg's own (RFC 3262): numbers and repetitions never cross, a PRACK does where both ends speak of it, since
 * it may carry half of an offer and answer.
 */
final class Ringing {
    private final FirstLeg first;
    private final SecondLegs second;
    private final Descriptions descriptions;
    private final boolean keepsBack;
    private final Map<String, SipResponse> kept =
            new HashMap<>(2); // by fork, what we acknowledged and the 2xx need not repeat

    Ringing(FirstLeg first, SecondLegs second, Descriptions descriptions, EarlyMedia policy) {
        this.first = first;
        this.second = second;
        this.descriptions = descriptions;
        this.keepsBack = policy == EarlyMedia.RINGING;
    }

    void heard(int attempt, SipResponse response) {
        boolean reliable = Relay.isReliable(response);
        if (reliable && !second.inOrder(attempt, response)) return;
        second.ringing(attempt, response);
        var told = told(response, reliable);
        boolean crosses = reliable && told != null && told.equals(Provisional.whole(response)) && first.knows100rel();
        if (reliable && !crosses) {
            if (response.bodyLength() > 0) kept.put(fork(response), response);
            second.acknowledgeProvisional(attempt, response);
        }
        var leg = second.leg();
        if (told != null) tell(told, response, crosses && leg != null ? new Origin(leg, response) : null);
    }

    private void tell(Provisional told, SipResponse response, @Nullable Origin origin) {
        var fork = second.fork();
        if (told.session())
            describe(
                    response,
                    Then.of(
                            body -> first.ring(told, origin, body, fork),
                            _ -> first.ring(told.withoutSession(), origin, Body.RECEIVED, fork)));
        else descriptions.inTurn(() -> first.ring(told, origin, Body.RECEIVED, fork));
    }

    /** A session of the callee answers the caller's offer; where the caller made none, it is an offer itself, once (RFC 3261 §13.2.1). */
    void describe(SipResponse response, Then then) {
        if (first.offered() || descriptions.areAgreed()) descriptions.answer(Party.CALLEE, response, then);
        else descriptions.offer(Party.CALLEE, response, then);
    }

    /** Whose session the caller's 2xx carries: one told in a reliable answer need not be repeated (RFC 3262 §5). */
    SipResponse session(SipResponse ok) {
        if (ok.bodyLength() > 0 || !first.offered()) return ok;
        return kept.getOrDefault(fork(ok), ok);
    }

    private @Nullable Provisional told(SipResponse response, boolean reliable) {
        if (response.status() == 199 && !first.knows199()) return null; // RFC 6228 §4
        boolean offers = reliable && !first.offered(); // to be answered in the PRACK, which nobody else can
        boolean hides = keepsBack && response.bodyLength() > 0 && !offers;
        return switch (second.told(response)) {
            case WHOLE -> hides ? Provisional.ringing(response) : Provisional.whole(response);
            case STATUS -> Provisional.status(response);
            case NOTHING -> null;
        };
    }

    private static String fork(SipResponse response) {
        var tag = response.toTag();
        return tag == null ? "" : tag;
    }
}
