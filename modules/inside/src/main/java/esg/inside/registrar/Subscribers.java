package esg.inside.registrar;

import esg.domain.Rejection;
import esg.domain.ban.Offence;
import esg.domain.config.Config;
import esg.domain.config.ConfigFeed;
import esg.domain.pattern.Hosts;
import esg.domain.subscriber.Aor;
import esg.domain.subscriber.Binding;
import esg.domain.subscriber.BindingStore;
import esg.domain.subscriber.Subscriber;
import esg.inside.registrar.Authentication.Verdict;
import esg.sip.digest.Nonces;
import esg.sip.digest.Seal;
import esg.sip.message.Headers;
import esg.sip.message.SipRequest;
import esg.sip.message.SipUri;
import esg.sip.transaction.ServerTransaction;
import esg.sip.transport.Addresses;
import esg.sip.transport.Listener;
import esg.sip.transport.Side;
import esg.sip.transport.SipTransport;
import esg.trunk.call.SecondLeg.Target;
import java.time.InstantSource;
import esg.sip.message.HeaderSet;
import esg.trunk.call.AccountCalls;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The subscribers of a node's inside: who they are, where they are, and who of them calls. Any thread. */
public final class Subscribers implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Subscribers.class);
    /** Credentials, what is for our own nodes alone, and identities others would believe. */
    private static final HeaderSet NOT_OF_PHONES = HeaderSet.of(
            "Authorization",
            "Proxy-Authorization",
            "X-Esg-Account",
            "X-Esg-Test",
            AccountCalls.EMERGENCY_HEADER,
            Ticket.HEADER,
            "P-Asserted-Identity",
            "P-Preferred-Identity",
            "Remote-Party-ID");

    private final ConfigFeed feed;
    private final Authentication authentication;
    private final Bindings bindings;
    private final BindingKeeper keeper;
    private final Registrar registrar;
    private final Reaching reaching;
    private final KeepAlives keepAlives;
    private final Seal tickets;
    private final InstantSource clock = InstantSource.system();

    private Subscribers(Parts parts, RegistrarSettings settings) {
        var identity = parts.identity;
        var sockets = parts.sockets;
        feed = parts.feed;
        tickets = new Seal(identity.ticketKey);
        var nonces = new Nonces(new Seal(identity.nonceKey), settings.nonceLifetime(), settings.nonces(), clock);
        authentication = new Authentication(nonces, settings.algorithms());
        bindings = new Bindings(clock);
        keeper = BindingKeeper.open(parts.store, bindings, this::mayRegister, settings.poll(), settings.sweep());
        var reader = new RegisterReader(identity.node, edge(sockets.listeners(), identity.address));
        registrar = new Registrar(bindings, keeper, reader, settings, clock);
        reaching = new Reaching(bindings, sockets, tickets, identity.node, identity.alive);
        keepAlives = KeepAlives.start(bindings, reaching, sockets, settings.keepAlive());
    }

    /** What they stand on. */
    public record Parts(ConfigFeed feed, BindingStore store, SipTransport sockets, Identity identity) {}

    /**
     * Who this node is among others.
     *
     * @param node {@code name@address}
     * @param address by which others reach it where a listener is bound to all
     * @param alive whether another node can be asked
     * @param nonceKey 32 bytes that all nodes share; {@code ticketKey} others
     */
    public record Identity(String node, String address, Predicate<String> alive, byte[] nonceKey, byte[] ticketKey) {}

    /** Knows all bindings when it returns, if the database answers. */
    public static Subscribers open(Parts parts, RegistrarSettings settings) {
        return new Subscribers(parts, settings);
    }

    /** Whom a rule names, and whether it is there. */
    public sealed interface Found {
        /**
         * There.
         *
         * @param targets never empty
         */
        record At(String d, List<Target> targets) implements Found {}

        record Not(Rejection why) implements Found {}
    }

    /**
     * Where a subscriber is.
     *
     * @param named its user or number
     * @param touser user of To; "" = the subscriber's own, by which its phone knows itself
     * @param failovercodes of the rule, which hold after the last binding
     */
    public Found reach(String d, String named, String touser, List<Integer> failovercodes) {
        var subscriber = feed.current().subscribersOf(d).find(named);
        if (subscriber.isEmpty()) return new Found.Not(Rejection.UNKNOWN_SUBSCRIBER);
        var targets = subscriber.get().enabled()
                ? reaching.targets(subscriber.get(), touser, failovercodes)
                : List.<Target>of();
        return targets.isEmpty() ? new Found.Not(Rejection.NOT_REGISTERED) : new Found.At(d, targets);
    }

    /** Targets of a call another node has sent here for a binding that only this one can reach; null when it is none. */
    public @Nullable Found handed(SipRequest invite) {
        var header = invite.header(Ticket.HEADER);
        if (header == null) return null;
        var ticket = Ticket.read(header, tickets, clock.instant().getEpochSecond());
        if (ticket.isEmpty()) return null;
        var targets = reaching.handed(ticket.get());
        return targets.isEmpty()
                ? new Found.Not(Rejection.BINDING_GONE)
                : new Found.At(ticket.get().aor().d(), targets);
    }

    /**
     * Whether an INVITE that came in was sent by this platform to a phone: one that calls our own inside its Contact would have its calls
     * trusted as ours, in any domain and under any number.
     */
    public static boolean isAstray(SipRequest invite) {
        return invite.has(Reaching.MARK);
    }

    /** A REGISTER from inside; answered now or when its binding is kept. */
    public void onRegister(ServerTransaction transaction) {
        var request = transaction.request();
        var uri = request.requestUri();
        var d = tenant(
                feed.current(),
                request.to().host(),
                uri == null ? "" : uri.host(),
                request.from().host());
        if (d == null) {
            Refusals.refuse(transaction, Rejection.UNKNOWN_DOMAIN);
            return;
        }
        var subscriber = known(transaction, d, false);
        if (subscriber != null) registrar.register(transaction, subscriber);
    }

    /**
     * Whose INVITE it is.
     *
     * @return the subscriber and the INVITE as calls may see it; null when it was answered: challenged or refused
     */
    public @Nullable Call caller(ServerTransaction transaction) {
        var request = transaction.request();
        var uri = request.requestUri();
        var config = feed.current();
        var d = tenant(
                config,
                request.from().host(),
                uri == null ? "" : uri.host(),
                request.to().host());
        if (d == null || config.subscribersOf(d).byUser().isEmpty()) {
            Refusals.refuse(transaction, Rejection.PEER_NOT_TRUSTED); // nobody could answer a challenge
            return null;
        }
        var subscriber = known(transaction, d, true);
        if (subscriber == null) return null;
        if (subscriber.enabled()) return new Call(subscriber, new InviteWithout(transaction, NOT_OF_PHONES));
        Refusals.refuse(transaction, Rejection.SUBSCRIBER_DISABLED);
        return null;
    }

    /** A call of a subscriber. */
    public record Call(Subscriber by, ServerTransaction invite) {}

    /** All valid bindings, of every node; of one domain when it is given. */
    public List<Binding> bindings(@Nullable String d) {
        return bindings.all().stream()
                .filter(binding -> d == null || binding.aor().d().equals(d))
                .toList();
    }

    /** Whether a valid binding was registered from there. Looks through all of them: for what is rare. */
    public boolean registersFrom(InetAddress source) {
        var start = Addresses.host(source) + ":";
        return bindings.all().stream()
                .anyMatch(binding -> binding.place().source().startsWith(start));
    }

    private @Nullable Subscriber known(ServerTransaction transaction, String d, boolean proxy) {
        var request = transaction.request();
        var sender = transaction.flow().remote().getAddress();
        var book = feed.current().subscribersOf(d);
        var field = proxy ? Headers.PROXY_AUTHORIZATION : Headers.AUTHORIZATION;
        return switch (authentication.check(request, field, d, book, sender)) {
            case Verdict.Known(var subscriber) -> {
                transaction.vouch();
                yield subscriber;
            }
            case Verdict.Wrong(var username) -> {
                transaction.charge(Offence.FAILED_DIGEST);
                log.info("wrong user or password d={} user={} source={}", d, username, sender.getHostAddress());
                Refusals.refuse(transaction, Rejection.WRONG_CREDENTIALS);
                yield null;
            }
            case Verdict.Ask(boolean stale) -> {
                var answer = proxy
                        ? transaction.response(407, "Proxy Authentication Required")
                        : transaction.response(401, "Unauthorized");
                var challenge = proxy ? Headers.PROXY_AUTHENTICATE : Headers.WWW_AUTHENTICATE;
                authentication.challenge(answer, challenge, d, sender, stale);
                transaction.respond(answer.buildResponse());
                yield null;
            }
        };
    }

    private boolean mayRegister(Aor aor) {
        return feed.current()
                .subscribersOf(aor.d())
                .user(aor.user())
                .filter(Subscriber::enabled)
                .isPresent();
    }

    /** The first of these hosts that is a domain of ours; else the only one there is: phones often know a server by its address. */
    private static @Nullable String tenant(Config config, String... hosts) {
        for (var host : hosts) {
            var d = Hosts.canonical(host);
            if (config.domains().containsKey(d)) return d;
        }
        return config.domains().size() == 1
                ? config.domains().keySet().iterator().next()
                : null;
    }

    /** Where other nodes send calls for our bindings: UDP where there is such a listener. */
    private static String edge(List<Listener> listeners, String address) {
        var inside = new ArrayList<Listener>();
        for (var listener : listeners) if (listener.side() == Side.INSIDE) inside.add(listener);
        inside.sort((a, b) -> a.transport().compareTo(b.transport()));
        if (inside.isEmpty()) return "";
        var first = inside.getFirst();
        var bound = first.bound();
        var host = bound.getAddress().isAnyLocalAddress() ? address : Hosts.text(bound.getAddress());
        return first.transport().token() + ":" + SipUri.hostText(host) + ":" + bound.getPort();
    }

    /** What was granted is kept before it returns, if the database answers. */
    @Override
    public void close() {
        keepAlives.close();
        keeper.close();
    }
}
