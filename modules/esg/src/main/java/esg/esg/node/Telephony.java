package esg.esg.node;

import com.typesafe.config.Config;
import esg.domain.account.AccountId;
import esg.cluster.Members;
import org.apache.pekko.actor.typed.DispatcherSelector;
import esg.trunk.refused.RefusedSettings;
import esg.trunk.refused.RefusedInvites;
import esg.sip.transaction.EdgeSettings;
import esg.sip.transaction.EdgeCheck;
import esg.esg.why.Explainer;
import esg.trunk.account.AccountStatus;
import esg.trunk.call.CallView;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import esg.admin.monitor.NodeState;
import esg.admin.monitor.Monitor;
import esg.admin.monitor.Providers;
import esg.domain.match.ServerAddresses;
import esg.domain.normalize.NormalizationRule;
import esg.domain.pattern.Hosts;
import esg.esg.nodes.OwnNode;
import esg.esg.settings.EsgSettings;
import esg.esg.settings.StartFailure;
import esg.inside.registrar.Subscribers;
import esg.inside.router.InsideIngress;
import esg.inside.router.OwnInside;
import esg.inside.router.Router;
import esg.inside.tone.TestCalls;
import esg.media.relay.MediaRelay;
import esg.media.tone.ToneSettings;
import esg.media.tone.Tones;
import esg.inside.router.RoutingSettings;
import esg.inside.router.Speakers;
import esg.sip.ban.Bans;
import esg.sip.locate.LocateSettings;
import esg.sip.locate.Locator;
import esg.sip.transaction.SipEdge;
import esg.sip.transport.Flow;
import esg.sip.transport.Listener;
import esg.sip.transport.Side;
import esg.store.Store;
import esg.trunk.account.AccountCommand;
import esg.trunk.account.ConfiguredAccounts;
import esg.trunk.account.ServedAccounts;
import esg.trunk.call.AccountCalls;
import esg.trunk.call.CallBook;
import esg.trunk.call.CallServices;
import esg.trunk.call.CallSettings;
import esg.trunk.call.CallState;
import esg.trunk.call.DialogIngress;
import esg.trunk.call.Dialogs;
import esg.trunk.call.Elsewhere;
import esg.trunk.call.KeptCall;
import esg.trunk.call.LostCall;
import esg.trunk.call.NodeCalls;
import esg.trunk.call.OutsideIngress;
import esg.trunk.call.RingingCall;
import esg.trunk.registration.ContinuityKeeper;
import esg.trunk.remote.RemoteCalls;
import esg.trunk.remote.RemoteSettings;
import esg.trunk.standby.StandByCalls;
import esg.trunk.trace.Traces;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.pekko.actor.typed.ActorSystem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Accounts and calls of a node on its edge. */
final class Telephony {
    private static final Logger log = LoggerFactory.getLogger(Telephony.class);
    private static final Duration HANG_UP_WITHIN = Duration.ofSeconds(4);

    /** What it stands on. */
    record Parts(
            Config config,
            EsgSettings settings,
            Store store,
            SipEdge edge,
            ActorSystem<?> system,
            Members members,
            Tones tones,
            MediaRelay media,
            Traces traces) {}

    private final Parts parts;
    private final CallBook book;
    private final DialogIngress dialogs;
    private final NodeCalls calls;
    private final ServedAccounts served;
    private final OwnInside own;
    private final ServerAddresses addresses;
    private final Accounts accounts;
    private final Elsewhere elsewhere;
    private final TestCalls tests;
    private final Externals externals;
    private final Subscribers subscribers;
    private final RoutingSettings routing;
    private final Explainer.Parts explained;

    private Telephony(Parts parts) throws StartFailure {
        this.parts = parts;
        var edge = parts.edge;
        var listeners = listeners();
        var locator = Locator.open(LocateSettings.from(parts.config));
        addresses = Listeners.addresses(parts.settings, listeners);
        served = new ServedAccounts(addresses, parts.system.executionContext());
        own = new OwnInside(listeners);
        subscribers = InsideSubscribers.open(parts);
        var table = new Dialogs(new Speakers(Listeners.trusted(parts.settings), subscribers, served));
        routing = RoutingSettings.from(parts.config);
        var router = new Router(parts.store.feed(), own, subscribers, routing);
        ContinuityKeeper.prepare(parts.system);
        accounts = Accounts.prepare(parts, locator, served);
        var standBy = new StandByCalls(parts.system, accounts::group);
        book = CallBook.from(parts.config);
        var settings = CallSettings.from(parts.config);
        var services =
                new CallServices(edge, locator, table, book, this::rulesOf, router, settings, standBy, parts.media);
        calls = NodeCalls.start(parts.system, services);
        standBy.start(this::actFor, calls::report);
        var configured = ConfiguredAccounts.follow(parts.store.feed(), addresses, parts.system.executionContext());
        var owners = new RemoteCalls.Owners(accounts::tell);
        var remote = RemoteSettings.from(parts.config);
        elsewhere = RemoteCalls.start(
                parts.system, new RemoteCalls.Parts(edge, served, configured, table, calls, owners, remote));
        dialogs = new DialogIngress(table, elsewhere);
        var tones = ToneSettings.from(parts.config);
        tests = new TestCalls(new TestCalls.Parts(edge, locator, parts.tones, tones, settings.timing()));
        edge.border().spare(table::has);
        externals = Externals.follow(
                parts.settings.roles().esg(),
                edge.stun(),
                locator,
                new Externals.Told(addresses, served, configured, accounts.states()::ids, this::look));
        edge.border().strangers().spare(request -> table.has(request) || elsewhere.mayHave(request));
        NodeBans.know(edge.border(), parts.store.feed(), locator, parts.system);
        explained = explained(configured, locator);
    }

    private List<NormalizationRule> rulesOf(String d) {
        return parts.store.feed().current().normalizationOf(d);
    }

    private Explainer.Parts explained(ConfiguredAccounts configured, Locator locator) {
        var refused = RefusedInvites.open(RefusedSettings.from(parts.config));
        parts.edge.whenRefused(refused);
        return new Explainer.Parts(
                parts.settings.node().id(),
                parts.settings.roles().esg().strictOwner(),
                parts.edge.border(),
                parts.settings.roles().esg().alg(),
                new EdgeCheck(EdgeSettings.from(parts.config)),
                served,
                configured,
                parts.store.feed(),
                locator,
                calls,
                routing,
                refused);
    }

    /** All is there but the accounts, which {@link #begin} brings. */
    static Telephony start(Parts parts) throws StartFailure {
        return new Telephony(parts);
    }

    private void look(AccountId id) {
        accounts.tell(id, new AccountCommand.Look());
    }

    /** What this node does for a call whose own has died. */
    private void actFor(KeptCall call) {
        switch (call) {
            case CallState talking -> adopt(talking);
            case RingingCall ringing -> {
                LostCall.giveUp(parts.edge, ringing);
                book.lost(ringing);
            }
        }
    }

    private void adopt(CallState call) {
        var id = call.accountId();
        var account = parts.store.feed().current().accounts().get(id);
        calls.deliver(id, new AccountCalls.Adopt(call, account));
    }

    /**
     * Lets requests in, then takes accounts, and their calls come with them. The last thing a node does at its start: what is slow until
     * then would make them wait, who are well where they are.
     */
    void begin() throws StartFailure {
        var trusted = new InsideIngress.Peers(Listeners.trusted(parts.settings), own);
        parts.edge.honourMaddr(this::mayAnswer);
        var handsOn = parts.settings.roles().esg().strictOwner() ? Elsewhere.NOWHERE : elsewhere;
        parts.edge.handle(Side.OUTSIDE, new OutsideIngress(dialogs, served, calls, handsOn));
        var ways = new InsideIngress.Ways(served, calls, elsewhere, subscribers, tests);
        var inside = new InsideIngress(dialogs, parts.store.feed(), trusted, ways, routing);
        parts.edge.handle(Side.INSIDE, tests.inFrontOf(inside));
        accounts.begin();
    }

    /** SMP-03: some providers have their answers sent to another of their machines. */
    private boolean mayAnswer(Flow flow, String maddr) {
        var elsewhere = Hosts.literal(maddr);
        var source = flow.remote().getAddress();
        return elsewhere != null && flow.listener().side() == Side.OUTSIDE && served.mayAnswer(source, elsewhere);
    }

    Subscribers subscribers() {
        return subscribers;
    }

    List<Listener> listeners() {
        return parts.edge.transport().listeners();
    }

    /** By which it is known. */
    ServerAddresses addresses() {
        return addresses;
    }

    Bans bans() {
        return parts.edge.border().bans();
    }

    /** Accounts served here, by the state of their registration. */
    Map<String, Integer> accountsByState() {
        return accounts.states().statuses().stream()
                .collect(Collectors.toMap(AccountStatus::regstate, _ -> 1, Integer::sum));
    }

    /** Calls that have not ended, by {@code in} and {@code out}. */
    Map<String, Integer> callsByDirection() {
        return book.liveByDirection();
    }

    /** SIP transactions that are remembered. */
    int transactions() {
        return parts.edge.transactions();
    }

    /** How often rules, bans and silence towards strangers have decided here. */
    List<NodeState.RuleCount> border() {
        return OwnState.border(parts.edge.border());
    }

    /** See {@link CallBook#firstLegOf}. */
    String firstLegOf(String callId) {
        return book.firstLegOf(callId);
    }

    /** Who is told of each call that has ended, on any thread; see {@link CallBook#whenEnded}. */
    void whenCallEnds(Consumer<Supplier<CallView>> listener) {
        book.whenEnded(listener);
    }

    /** The same of calls that came to an account, and were refused before they began. */
    void whenCallIsRefused(Consumer<Supplier<CallView>> listener) {
        book.whenRefused(listener);
    }

    /** What this node can say of calls that do not come in. */
    Explainer why(Monitor nodes) {
        var selector = DispatcherSelector.fromConfig("esg.admin.blocking-dispatcher");
        return new Explainer(explained, nodes, parts.system.dispatchers().lookup(selector));
    }

    /** The accounts of the configuration, wherever they are served. */
    Providers providers(Duration within) {
        return new ConfiguredProviders(parts.store.feed(), accounts, within);
    }

    /** What this node tells others of itself. */
    OwnNode own(OwnState.Stopping stopping) {
        var settings = parts.settings;
        var esg = settings.roles().esg();
        var roleid = esg.enabled() ? Optional.of(esg.roleid()) : Optional.<Integer>empty();
        var place = new OwnNode.Place(settings.site(), settings.node().address(), roleid);
        var identity = new OwnState.Identity(settings.node().id(), place);
        var facts = new OwnState.Parts(accounts.states(), calls, book, parts.edge.border(), externals::list);
        return new OwnState(identity, facts, stopping);
    }

    /**
     * Hands over accounts, refuses new calls, takes back what registrations are left, then waits for the calls there are, and ends those
     * that stay too long. Until its account has gone a call is still taken, and then handed on until its provider knows the new way.
     */
    void drain() {
        var announcements = accounts.handOver();
        calls.close();
        tests.close();
        accounts.leave();
        var limit = parts.settings.drain();
        if (book.liveCount() > 0) log.info("waiting for calls calls={} limit={}s", book.liveCount(), limit.toSeconds());
        Waiting.until(() -> book.liveCount() + elsewhere.open() + tests.live() == 0 && announcements.done(), limit);
        if (book.liveCount() == 0) return;
        log.warn("calls ended by shutdown calls={}", book.liveCount());
        calls.hangUpAll("node is shutting down");
        if (!Waiting.until(() -> book.liveCount() == 0, HANG_UP_WITHIN))
            log.warn("calls left behind calls={}", book.liveCount());
    }
}
