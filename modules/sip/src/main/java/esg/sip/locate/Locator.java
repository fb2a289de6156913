package esg.sip.locate;

import esg.domain.account.Transport;
import esg.sip.locate.Names.Answer;
import esg.sip.locate.Names.Entry;
import esg.sip.locate.Names.Ip;
import esg.sip.locate.Names.Kind;
import esg.sip.locate.Names.Naptr;
import esg.sip.locate.Names.Srv;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * Finds the hops for a host in the order to try them (RFC 3263 §4), and all addresses a host may send from. Numeric hosts are never
 * resolved and answered at once. IPv4 addresses come before IPv6 ones of the same server. Any thread may ask; nothing blocks.
 */
public final class Locator {
    private record Service(Transport transport, String name) {}

    private final Names names;
    private final int maxHops;
    private final RandomGenerator random;

    /** With a port of its own, which should keep its answers. */
    public Locator(Names names, int maxHops, RandomGenerator random) {
        this.names = names;
        this.maxHops = maxHops;
        this.random = random;
    }

    /** By dnsjava, cached. */
    public static Locator open(LocateSettings settings) {
        var cached = new CachedNames(new DnsNames(settings), settings, InstantSource.system());
        return new Locator(cached, settings.maxHops(), RandomGenerator.getDefault());
    }

    /** Hops in order, at least one; fails with {@link LocateFailure} when there is none. */
    public CompletionStage<List<Hop>> locate(HopQuery query) {
        var numeric = numeric(query.host());
        var transport = query.transport() == null ? Transport.UDP : query.transport();
        if (numeric.isPresent()) {
            return CompletableFuture.completedFuture(List.of(hop(transport, numeric.get(), query.port())));
        }
        CompletionStage<List<Hop>> hops;
        if (query.port() >= 0) hops = byAddress(transport, query.host(), query.port());
        else if (query.transport() != null) hops = services(List.of(service(transport, query.host())));
        else
            hops = naptr(query.host())
                    .exceptionally(_ -> services(query.host()))
                    .thenCompose(this::services);
        return hops.thenCompose(found -> found.isEmpty() && query.port() < 0
                        ? byAddress(transport, query.host(), -1)
                        : CompletableFuture.completedFuture(found))
                .thenApply(found -> atLeastOne(found, query.host()));
    }

    /** All addresses that stand behind a host, by SRV too: those from which it may send (SRC-01). Fails when there is none. */
    public CompletionStage<Set<InetAddress>> addresses(String host) {
        var numeric = numeric(host);
        if (numeric.isPresent()) return CompletableFuture.completedFuture(Set.of(numeric.get()));
        return services(services(host)).thenCombine(byAddress(Transport.UDP, host, -1), (some, others) -> {
            var all = new LinkedHashSet<InetAddress>();
            for (var hop : some) all.add(hop.address().getAddress());
            for (var hop : others) all.add(hop.address().getAddress());
            if (all.isEmpty()) throw new LocateFailure("no address for host " + host);
            return all;
        });
    }

    /** Many a DNS of a small provider answers SRV with an error: the plain addresses count even then. */
    private CompletionStage<List<Hop>> services(List<Service> services) {
        return byService(services).exceptionally(_ -> List.of());
    }

    private List<Hop> atLeastOne(List<Hop> hops, String host) {
        if (hops.isEmpty()) throw new LocateFailure("no address for host " + host);
        return hops.stream()
                .map(hop -> hop.named(host))
                .distinct()
                .limit(maxHops)
                .toList();
    }

    /** Services the name offers in its own order; without any, those that every SIP server may have (RFC 3263 §4.1). */
    private CompletionStage<List<Service>> naptr(String host) {
        return names.ask(host, Kind.NAPTR).thenApply(answer -> {
            var offered = of(answer, Naptr.class).stream()
                    .filter(naptr -> naptr.flags().equalsIgnoreCase("s"))
                    .sorted(Comparator.comparingInt(Naptr::order).thenComparingInt(Naptr::preference))
                    .flatMap(naptr -> transport(naptr.service()).map(t -> new Service(t, naptr.replacement())).stream())
                    .toList();
            return offered.isEmpty() ? services(host) : offered;
        });
    }

    private static Optional<Transport> transport(String service) {
        return switch (service.toUpperCase(Locale.ROOT)) {
            case "SIP+D2U" -> Optional.of(Transport.UDP);
            case "SIP+D2T" -> Optional.of(Transport.TCP);
            case "SIPS+D2T" -> Optional.of(Transport.TLS);
            default -> Optional.empty();
        };
    }

    private static List<Service> services(String host) {
        return List.of(service(Transport.UDP, host), service(Transport.TCP, host), service(Transport.TLS, host));
    }

    private static Service service(Transport transport, String host) {
        var prefix = switch (transport) {
            case UDP -> "_sip._udp.";
            case TCP -> "_sip._tcp.";
            case TLS -> "_sips._tcp.";
        };
        return new Service(transport, prefix + host);
    }

    private CompletionStage<List<Hop>> byService(List<Service> services) {
        return inOrder(
                services,
                service -> names.ask(service.name(), Kind.SRV)
                        .thenCompose(answer -> inOrder(
                                SrvOrder.of(of(answer, Srv.class), random),
                                server -> byAddress(service.transport(), server.target(), server.port()))));
    }

    private CompletionStage<List<Hop>> byAddress(Transport transport, String host, int port) {
        return inOrder(
                List.of(Kind.A, Kind.AAAA),
                kind -> names.ask(host, kind)
                        .thenApply(answer -> of(answer, Ip.class).stream()
                                .map(ip -> hop(transport, ip.address(), port))
                                .toList()));
    }

    /** Asks all at once, puts the results in the order of the questions; fails only when nothing was found and a question failed. */
    private static <Q> CompletionStage<List<Hop>> inOrder(
            List<Q> questions, Function<Q, CompletionStage<List<Hop>>> ask) {
        var answers = new ArrayList<CompletableFuture<List<Hop>>>();
        for (var question : questions) answers.add(ask.apply(question).toCompletableFuture());
        return CompletableFuture.allOf(answers.toArray(CompletableFuture<?>[]::new))
                .handle((_, failure) -> {
                    var all = new ArrayList<Hop>();
                    for (var answer : answers) if (!answer.isCompletedExceptionally()) all.addAll(answer.join());
                    if (all.isEmpty() && failure != null)
                        throw new LocateFailure("names cannot be resolved: " + failure, failure);
                    return all;
                });
    }

    private static Hop hop(Transport transport, InetAddress address, int port) {
        int used = port >= 0 ? port : transport == Transport.TLS ? 5061 : 5060;
        return new Hop(transport, new InetSocketAddress(address, used));
    }

    private static <E extends Entry> List<E> of(Answer answer, Class<E> kind) {
        return answer.entries().stream()
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList();
    }

    private static Optional<InetAddress> numeric(String host) {
        try {
            boolean bracketed = host.startsWith("[") && host.endsWith("]");
            return Optional.of(InetAddress.ofLiteral(bracketed ? host.substring(1, host.length() - 1) : host));
        } catch (IllegalArgumentException _) {
            return Optional.empty(); // a name
        }
    }
}
