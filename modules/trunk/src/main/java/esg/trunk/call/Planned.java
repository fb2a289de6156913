package esg.trunk.call;

import esg.domain.account.Account;
import esg.domain.normalize.CallNumbers;
import esg.domain.normalize.Direction;
import esg.domain.normalize.Normalized;
import esg.domain.normalize.Normalizer;
import esg.sip.message.SipRequest;
import esg.trunk.call.SecondLeg.Plan;

/**
 * Where an INVITE from a provider goes, before anything is sent.
 *
 * @param received its numbers
 * @param normalized the same in the inside's plan (NRM-08: before routing)
 * @param plan the router's word
 */
public record Planned(CallNumbers received, Normalized normalized, Plan plan) {
    static Planned of(CallServices services, Account account, SipRequest invite) {
        var received = Numbers.of(invite);
        var rules = services.numberPlans().rulesOf(account.d());
        var normalized = Normalizer.apply(rules, Direction.IN, account, received);
        var plan = services.secondLeg().plan(new IncomingCall(account, normalized.numbers()));
        return new Planned(received, normalized, plan);
    }
}
