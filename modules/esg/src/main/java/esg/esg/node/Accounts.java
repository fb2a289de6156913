package esg.esg.node;

import esg.cluster.sharding.AccountSharding;
import esg.domain.account.AccountId;
import esg.domain.placement.Placement;
import esg.sip.locate.Locator;
import esg.trunk.account.AccountActor;
import esg.trunk.account.AccountCommand;
import esg.trunk.account.AccountServices;
import esg.trunk.account.AccountSettings;
import esg.trunk.account.AccountStates;
import esg.trunk.account.Beginnings;
import esg.trunk.account.ServedAccounts;
import esg.trunk.ping.PingSettings;
import esg.trunk.registration.ContinuityKeeper;
import esg.trunk.registration.RegisterBudget;
import esg.trunk.registration.RegistrationSettings;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.pekko.Done;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The accounts of the configuration as sharded actors, and the farewell to those that run here. */
final class Accounts {
    private static final Logger log = LoggerFactory.getLogger(Accounts.class);

    /** Longer than Pekko tries to hand off a shard (10 s): what has not gone by then goes with the shutdown of the region. */
    private static final Duration HAND_OVER_WITHIN = Duration.ofSeconds(12);

    private final Telephony.Parts parts;
    private final AccountStates states = new AccountStates();
    private final AccountServices services;
    private final Duration leaveWithin;
    private volatile @Nullable AccountSharding<AccountCommand> sharding;

    private Accounts(Telephony.Parts parts, Locator locator, ServedAccounts served) {
        this.parts = parts;
        var config = parts.config();
        var registration = RegistrationSettings.from(config);
        var account = AccountSettings.from(config);
        leaveWithin = account.leaveTimeout().plusSeconds(1);
        services = new AccountServices(
                parts.edge(),
                locator,
                served,
                states,
                parts.store().feed(),
                ContinuityKeeper::create,
                account,
                registration,
                PingSettings.from(config),
                new RegisterBudget(registration.perNode(), registration.perRegistrar()),
                Beginnings.paced(registration.perNode(), parts.system()),
                InstantSource.system(),
                parts.traces());
    }

    /** None runs here yet, and none can be reached. */
    static Accounts prepare(Telephony.Parts parts, Locator locator, ServedAccounts served) {
        return new Accounts(parts, locator, served);
    }

    /** Takes those that belong here, from whoever has them. */
    void begin() {
        sharding = AccountSharding.start(
                parts.system(),
                parts.store().feed(),
                id -> AccountActor.create(services, id),
                new AccountCommand.Look(),
                new AccountCommand.Release());
    }

    String group(AccountId id) {
        var begun = sharding;
        if (begun != null) return begun.group(id);
        var account = parts.store().feed().current().accounts().get(id);
        var serveridxs = account == null ? List.<Integer>of() : account.serveridxs();
        return Placement.group(serveridxs, id, parts.config().getInt("esg.cluster.buckets"));
    }

    /** Sends to an account wherever it lives; false when no live instance may serve it. */
    boolean tell(AccountId id, AccountCommand command) {
        var begun = sharding;
        return begun != null && begun.tell(id, command);
    }

    /** Has an account register at once, wherever it lives; empty when no live instance may serve it. */
    Optional<CompletionStage<AccountCommand.Registering>> registerNow(AccountId id, Duration within) {
        var begun = sharding;
        return begun == null ? Optional.empty() : begun.ask(id, AccountCommand.RegisterNow::new, within);
    }

    AccountStates states() {
        return states;
    }

    /**
     * Lets other instances take over what they may serve. Their actors continue each registration from what is kept, so nothing is
     * unregistered, and an account is unserved only while its shard moves. When this returns they have gone, or had their time.
     *
     * @return follows what their providers hear
     */
    Announcements handOver() {
        var begun = sharding;
        if (begun == null) return Announcements.NONE;
        begun.drain();
        var going = begun.servable(states.ids());
        if (going.isEmpty()) return Announcements.NONE;
        log.info("handing over accounts={}", going.size());
        if (!Waiting.until(() -> begun.servable(states.ids()).isEmpty(), HAND_OVER_WITHIN)) {
            log.warn(
                    "accounts not handed over in time accounts={}",
                    begun.servable(states.ids()).size());
        }
        return Announcements.of(parts.system(), going, begun::tell);
    }

    /** Takes back the registrations nobody else may continue; each account's actor has ended when this returns, or had its time. */
    void leave() {
        var begun = sharding;
        if (begun == null) return;
        var here = new HashSet<>(states.ids());
        here.removeAll(begun.servable(
                here)); // goes with this node's region: a successor continues it, so it is not unregistered
        var left = new AtomicInteger();
        // An account is withdrawn from calls and monitors at once; that it has unregistered it says itself.
        var counting = Behaviors.<Done>receiveMessage(_ -> {
            left.incrementAndGet();
            return Behaviors.same();
        });
        var counter = parts.system().systemActorOf(counting, "farewell", Props.empty());
        for (var id : here) begun.tellHere(id, new AccountCommand.Leave(counter));
        if (!Waiting.until(() -> left.get() >= here.size(), leaveWithin)) {
            log.warn("accounts left without unregistering accounts={}", here.size() - left.get());
        }
    }
}
