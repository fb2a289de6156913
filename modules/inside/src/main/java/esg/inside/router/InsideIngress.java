package esg.inside.router;

import esg.domain.Rejection;
import esg.domain.config.Config;
import esg.domain.config.ConfigFeed;
import esg.domain.normalize.CallNumbers;
import esg.domain.pattern.Pattern;
import esg.domain.route.Origin;
import esg.domain.route.RouteQuery;
import esg.domain.route.RouteTable;
import esg.inside.tone.TestCalls;
import esg.inside.registrar.InviteWithout;
import esg.inside.registrar.Subscribers;
import esg.sip.message.HeaderSet;
import esg.sip.message.SipRequest;
import esg.sip.transaction.RequestHandler;
import esg.sip.transaction.ServerTransaction;
import esg.sip.transport.Flow;
import esg.trunk.account.ServedAccounts;
import esg.trunk.call.AccountCalls;
import esg.trunk.call.DialogIngress;
import esg.trunk.call.Elsewhere;
import esg.trunk.call.NodeCalls;
import esg.trunk.call.Numbers;
import esg.trunk.leg.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What comes in from the platform: a request inside a dialog goes to its call, a REGISTER to the registrar, an INVITE of a trusted peer or
 * a subscriber to the rules of its domain.
 */
public final class InsideIngress implements RequestHandler {
    private static final Logger log = LoggerFactory.getLogger(InsideIngress.class);
    private static final HeaderSet OF_OURSELVES = HeaderSet.of(AccountCalls.EMERGENCY_HEADER);

    private final DialogIngress dialogs;
    private final ConfigFeed feed;
    private final List<Pattern> trusted;
    private final OwnInside own;
    private final Ways ways;
    private final RoutingSettings settings;

    /** @param trusted addresses and CIDR blocks whose calls need no digest ({@code roles.sg.trusted}) */
    public InsideIngress(DialogIngress dialogs, ConfigFeed feed, Peers trusted, Ways ways, RoutingSettings settings) {
        this.settings = settings;
        this.dialogs = dialogs;
        this.feed = feed;
        this.trusted = trusted.patterns();
        this.own = trusted.own();
        this.ways = ways;
    }

    /** Where calls go: out by accounts served here or by those of other nodes, to subscribers, or nowhere but to ourselves. */
    public record Ways(
            ServedAccounts accounts, NodeCalls calls, Elsewhere elsewhere, Subscribers subscribers, TestCalls tests) {}

    /** Whose calls are taken: these, and our own that go round. */
    public record Peers(List<Pattern> patterns, OwnInside own) {
        public Peers {
            patterns = List.copyOf(patterns);
        }
    }

    @Override
    public void onRequest(ServerTransaction received) {
        var transaction = believed(received);
        var request = transaction.request();
        if (request.method().equals("REGISTER") && request.toTag() == null) {
            ways.subscribers().onRegister(transaction);
            return;
        }
        if (dialogs.takes(transaction)) return;
        var handed = ways.subscribers().handed(request);
        if (handed != null) {
            bySubscriber(transaction, handed);
            return;
        }
        if (Subscribers.isAstray(request)) {
            refuse(transaction, Rejection.LOOP);
            return;
        }
        var test = own.sent(transaction.flow()) ? request.header(Targets.TEST_HEADER) : null;
        if (test != null) {
            var refusal = ways.tests.answer(transaction, test);
            if (refusal != null) refusal.answer(transaction);
            return;
        }
        var config = feed.current();
        if (isTrusted(transaction.flow())) {
            if (dialogs.replaces(transaction, null)) return;
            var named = request.header(Targets.ACCOUNT_HEADER);
            if (named != null) byAccount(transaction, named, config);
            else byRules(transaction, config);
            return;
        }
        var call = ways.subscribers().caller(transaction);
        if (call == null || dialogs.replaces(call.invite(), null)) return;
        var by = call.by();
        var said = Numbers.of(request);
        var name = by.displayname().isEmpty() ? said.fromName() : by.displayname();
        byRules(call.invite(), said.from(by.callerUser(said.fromUser()), name, by.d()), by.d());
    }

    /** A call for help that goes round says so; a trusted peer may pass on what anybody wrote. */
    private ServerTransaction believed(ServerTransaction received) {
        boolean claims = received.request().has(AccountCalls.EMERGENCY_HEADER) && !own.sent(received.flow());
        return claims && received.request().method().equals("INVITE")
                ? new InviteWithout(received, OF_OURSELVES)
                : received;
    }

    private boolean isTrusted(Flow flow) {
        if (own.sent(flow)) return true;
        var source = flow.remote().getAddress().getHostAddress();
        return trusted.stream().anyMatch(pattern -> pattern.matches(source));
    }

    @Override
    public void onAck(SipRequest ack, Flow flow) {
        dialogs.onAck(ack, flow);
    }

    /** A call that another node could not deliver by itself. */
    private void bySubscriber(ServerTransaction transaction, Subscribers.Found handed) {
        var numbers = Numbers.of(transaction.request());
        switch (handed) {
            case Subscribers.Found.At(var d, var targets) ->
                new Hunt(ways, transaction, numbers, d, List.of()).to(targets);
            case Subscribers.Found.Not(var why) -> refuse(transaction, why);
        }
    }

    private void byAccount(ServerTransaction transaction, String named, Config config) {
        var id = AccountName.find(named, hosts(transaction.request()), config);
        if (id == null || !config.accounts().containsKey(id)) refuse(transaction, Rejection.UNKNOWN_ACCOUNT);
        else new Hunt(ways, transaction, Numbers.of(transaction.request()), id.d(), List.of()).by(id);
    }

    private void byRules(ServerTransaction transaction, Config config) {
        var d = domain(transaction.request(), config);
        if (d == null) {
            refuse(transaction, Rejection.UNKNOWN_DOMAIN);
            return;
        }
        byRules(transaction, Numbers.of(transaction.request()), d);
    }

    private void byRules(ServerTransaction transaction, CallNumbers numbers, String d) {
        var called = numbers.ruriUser();
        boolean emergency = settings.emergency().contains(called);
        var query = new RouteQuery(Origin.SUBSCRIBER, "", numbers.fromUser(), called, emergency);
        var config = feed.current();
        var random = ThreadLocalRandom.current();
        var routes = RouteTable.through(config::routesOf, d, query, random, settings.maxDomains());
        new Hunt(ways, transaction, numbers, d, routes).next();
    }

    /** The tenant a call speaks of; the only one there is where it speaks of none. */
    private static @Nullable String domain(SipRequest invite, Config config) {
        for (var host : hosts(invite)) if (config.domains().containsKey(host)) return host;
        return config.domains().size() == 1
                ? config.domains().keySet().iterator().next()
                : null;
    }

    private static List<String> hosts(SipRequest invite) {
        var hosts = new ArrayList<String>(3);
        var uri = invite.requestUri();
        if (uri != null) hosts.add(uri.host());
        hosts.add(invite.to().host());
        hosts.add(invite.from().host());
        return hosts;
    }

    private static void refuse(ServerTransaction transaction, Rejection rejection) {
        log.info(
                "invite refused reason={} source={} callid={}",
                rejection.logKey(),
                transaction.flow().remote().getAddress().getHostAddress(),
                transaction.request().callId());
        Refusal.of(rejection).answer(transaction);
    }
}
