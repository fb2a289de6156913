package esg.trunk.call;

import esg.domain.account.Account;
import esg.domain.normalize.CallNumbers;
import esg.domain.normalize.Normalized;
import esg.sip.digest.Credentials;
import esg.sip.locate.HopQuery;
import esg.sip.message.SipUri;
import esg.sip.transport.Side;
import esg.trunk.account.ServedAccount;
import esg.trunk.leg.Leg;
import esg.trunk.refer.ReferTo.Callee;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes tries of a second leg: toward the platform, and toward a provider. */
final class Attempts {
    private Attempts() {}

    static Attempt inside(SecondLeg.Target target, CallNumbers normalized, Map<String, String> rewritten) {
        var toUser = target.toUser();
        var reach = target.reach();
        var called = toUser == null ? normalized : normalized.to(toUser);
        var numbers = reach.toDomain() == null ? called : called.at(reach.toDomain());
        var flow = reach.flow();
        return new Attempt(
                target.requestUri(),
                new Attempt.Way(
                        Side.INSIDE,
                        target.next(),
                        flow == null ? "" : flow.listener().name(),
                        flow),
                numbers,
                numbers.fromUser(),
                null,
                reach.routes(),
                target.failovercodes(),
                target.headers(),
                reach.together(),
                rewritten,
                null,
                target.route());
    }

    static Attempt outside(ServedAccount served, Normalized normalized) {
        var numbers = normalized.numbers();
        var account = served.account();
        var path = served.path();
        return new Attempt(
                "sip:" + SecondInvite.userAt(numbers.ruriUser()) + SipUri.hostText(account.domain()),
                new Attempt.Way(Side.OUTSIDE, nextHop(account), account.listener(), path.flow()),
                numbers,
                account.username().isEmpty() ? numbers.fromUser() : account.username(),
                credentials(account),
                path.serviceRoute(),
                List.of(),
                Map.of(),
                false,
                normalized.headers(),
                account.opts().calls(),
                "");
    }

    /** To where somebody inside is, who knows whom he names. */
    static Attempt beside(Leg referrer, Callee callee, CallNumbers numbers) {
        var uri = callee.uri().isEmpty()
                ? "sip:" + SecondInvite.userAt(callee.user()) + SipUri.hostText(numbers.toDomain())
                : callee.uri();
        var path = referrer.path;
        return new Attempt(
                uri,
                new Attempt.Way(Side.INSIDE, referrer.nextHop(), path.listenerName(), path.flow()),
                callee.host().isEmpty() ? numbers : numbers.at(callee.host()),
                numbers.fromUser(),
                null,
                List.of(),
                List.of(),
                Map.of(),
                false,
                Map.of(),
                null,
                "");
    }

    /** Of an account; null when it has no password, or is gone. */
    static @Nullable Credentials credentials(@Nullable Account account) {
        return account == null || account.pwd().isEmpty() ? null : new Credentials(account.username(), account.pwd());
    }

    /** Port 5060 is the default (PRV-02): a name with it may still say otherwise in its SRV records. */
    private static HopQuery nextHop(Account account) {
        int port = account.proxyport() == 5060 ? -1 : account.proxyport();
        return new HopQuery(account.nextHopHost(), port, account.transport());
    }
}
