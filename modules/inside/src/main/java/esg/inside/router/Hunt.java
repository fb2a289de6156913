package esg.inside.router;

import esg.domain.Rejection;
import esg.domain.account.AccountId;
import esg.domain.normalize.CallNumbers;
import esg.domain.route.Route;
import esg.inside.registrar.Subscribers.Found;
import esg.sip.transaction.ServerTransaction;
import esg.trunk.call.AccountCalls;
import esg.trunk.call.Caller;
import esg.trunk.call.Elsewhere;
import esg.trunk.leg.Refusal;
import esg.trunk.call.SecondLeg.Target;
import java.util.Iterator;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One call from the inside on its way through the rules (OUT-03): an account that is inactive or full, a provider that cannot be reached
 * or answers with one of the rule's failover codes, is followed by the next rule. Each try is a call of its own; between two tries nothing
 * else happens, so no lock is needed.
 */
final class Hunt implements Caller {
    private static final Logger log = LoggerFactory.getLogger(Hunt.class);

    private final InsideIngress.Ways ways;
    private final ServerTransaction invite;
    private final CallNumbers numbers;
    private final String d;
    private final Iterator<Route> routes;
    private Refusal last = Refusal.of(Rejection.NO_ROUTE);
    private List<Integer> failovercodes = List.of();
    private String rule = "";
    private AccountId named; // for the record of a call that no account was asked for
    private int number;

    Hunt(InsideIngress.Ways ways, ServerTransaction invite, CallNumbers numbers, String d, List<Route> routes) {
        this.ways = ways;
        this.invite = invite;
        this.numbers = numbers;
        this.d = d;
        this.routes = routes.iterator();
        this.named = new AccountId(d, "");
    }

    /** Tries the next rule; without one the caller gets the last refusal. */
    void next() {
        while (routes.hasNext()) {
            var route = routes.next();
            failovercodes = route.failovercodes();
            rule = route.name();
            switch (route.action()) {
                case EXTERNAL -> {
                    if (external(AccountName.of(route.target(), route.d()), to(route))) return;
                }
                case URI -> {
                    if (transit(route)) return;
                }
                case REJECT -> {
                    last = Refusal.of(Rejection.ROUTE_REJECTED, route.code(), Reasons.of(route));
                    answer();
                    return;
                }
                case SUBSCRIBER -> {
                    if (subscriber(route)) return;
                }
                case DOMAIN -> {
                    last = Refusal.of(Rejection.DOMAIN_LOOP);
                    answer();
                    return;
                }
                case TEST -> {
                    var refusal = ways.tests().answer(invite, route.target());
                    if (refusal != null) refused(refusal);
                    return;
                }
            }
        }
        answer();
    }

    @Override
    public void refused(Refusal refusal) {
        last = refusal;
        if (refusal.allowsAnother(failovercodes)) next();
        else answer();
    }

    /** Leaves by this account, without any rule (design §4, X-Esg-Account). */
    void by(AccountId account) {
        if (!external(account, numbers)) answer();
    }

    private boolean external(AccountId id, CallNumbers to) {
        var served = ways.accounts().find(id);
        if (served != null) {
            ways.calls().deliver(id, new AccountCalls.Outgoing(invite, served, to, number++, rule, this));
            return true;
        }
        if (ways.elsewhere().leaves(id, new Elsewhere.Outgoing(invite, to, number, rule, this))) {
            number++;
            return true;
        }
        named = id;
        last = Refusal.lost(ways.calls().orClosed(Rejection.ACCOUNT_INACTIVE));
        return false;
    }

    private boolean transit(Route route) {
        var target = Targets.uri(route, numbers.ruriUser());
        if (target.isEmpty()) return false;
        to(List.of(target.get()));
        return true;
    }

    /** Whether the rule has ended it or is being tried. */
    private boolean subscriber(Route route) {
        switch (Targets.subscriber(route, numbers.ruriUser(), ways.subscribers())) {
            case Found.At(var _, var targets) -> to(targets);
            case Found.Not(var why) -> {
                last = Refusal.of(why);
                if (last.allowsAnother(failovercodes)) return false;
                answer();
            }
        }
        return true;
    }

    /** Goes to these, without any rule. */
    void to(List<Target> targets) {
        var byRule = targets.stream().map(target -> target.by(rule)).toList();
        var withoutAccount = new AccountId(d, "");
        ways.calls().deliver(withoutAccount, new AccountCalls.Transit(invite, numbers, byRule, number++, this));
    }

    private CallNumbers to(Route route) {
        return route.touser().isEmpty() ? numbers : numbers.to(route.touser());
    }

    private void answer() {
        log.info(
                "call refused reason=\"{}\" callid={} d={}",
                last.text(),
                invite.request().callId(),
                d);
        if (number == 0) ways.calls().refused(named, invite, rule, last);
        last.answer(invite);
    }
}
