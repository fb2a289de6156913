package esg.esg.drill;

import esg.esg.cluster.LocalCluster;
import esg.esg.cluster.LocalNode;
import esg.esg.cluster.NodePlan;
import esg.esg.drill.DrillOptions.Load;
import esg.esg.drill.calls.HeldCalls;
import esg.esg.drill.calls.Phones;
import esg.esg.drill.calls.Traffic;
import esg.esg.settings.StartFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/** What a drill is done on: a cluster, a registrar, and accounts that are registered there. */
final class Field implements AutoCloseable {
    private static final Duration UP_WITHIN = Duration.ofSeconds(60);
    private static final Duration REGISTERED_WITHIN = Duration.ofMinutes(5);
    private static final Duration SETTLED = Duration.ofSeconds(2);

    /** Packets a second of all accounts together: enough to show who serves, little enough not to be the load. */
    private static final int PINGS_PER_SECOND = 500;

    private final LocalCluster cluster;
    private final Ground ground;
    private final int accounts;
    private final Load load;
    private final Provider provider;
    private final Rest rest;
    private final Deque<Integer> byAge = new ArrayDeque<>();
    private final Map<Integer, Long> starts = new HashMap<>();

    private Field(LocalCluster cluster, Ground ground, DrillOptions options, Provider provider, Rest rest) {
        this.cluster = cluster;
        this.ground = ground;
        this.accounts = options.accounts();
        this.load = options.load();
        this.provider = provider;
        this.rest = rest;
        for (var node : cluster.plan().nodes()) begun(node.roleid());
    }

    /** Who accounts are registered at, and whose phones call them. */
    private record Provider(Registrar registrar, Phones phones) implements AutoCloseable {
        static Provider open(String host, Map<Integer, Integer> nodes) throws StartFailure {
            var registrar = Registrar.open(host, nodes);
            return new Provider(registrar, Phones.open(host, registrar::contact));
        }

        @Override
        public void close() {
            phones.close();
            registrar.close();
        }
    }

    private void begun(int roleid) {
        byAge.addLast(roleid);
        starts.put(roleid, System.nanoTime());
    }

    /** Of a cluster that has started. */
    static Field open(LocalCluster cluster, Ground ground, DrillOptions options) throws StartFailure {
        Map<Integer, Integer> ports = new HashMap<>();
        for (var node : cluster.plan().nodes()) ports.put(node.ports().outside(), node.roleid());
        try {
            var rest = new Rest(Files.readString(cluster.plan().token()).strip());
            return new Field(cluster, ground, options, Provider.open(ground.outside(), ports), rest);
        } catch (IOException e) {
            throw new StartFailure("cannot read " + cluster.plan().token() + ": " + e.getMessage(), e);
        }
    }

    /** Creates the accounts; when it returns, all are registered and stay where they are. */
    void populate() throws DrillFailure {
        var first = cluster.plan().nodes().getFirst();
        Awaited.until(
                "all nodes are up",
                UP_WITHIN,
                () -> rest.get(first.url(), "/rest/v1/master/nodes").findValuesAsText("state").stream()
                                .filter("up"::equals)
                                .count()
                        == byAge.size());
        try {
            rest.post(first.url(), "/rest/v1/master/domains/" + Names.DOMAIN + "/import", domain());
        } catch (IOException e) {
            checkAlive();
            throw new DrillFailure("accounts cannot be created: " + e.getMessage(), e);
        }
        settle(REGISTERED_WITHIN);
    }

    /** As a whole: ten thousand accounts one by one are as many configurations, which three nodes on two processors read for minutes. */
    private Map<String, Object> domain() {
        var providers = IntStream.range(0, accounts).mapToObj(this::document).toList();
        var inward = Map.of("origin", "provider", "action", "uri", "target", provider.phones.inside());
        return Map.of("esg", 1, "d", Names.DOMAIN, "name", "Drill", "providers", providers, "routes", List.of(inward));
    }

    private Map<String, Object> document(int account) {
        return Map.ofEntries(
                Map.entry("code", Names.of(account)),
                Map.entry("username", Names.of(account)),
                Map.entry("pwd", "drill"),
                Map.entry("domain", ground.outside()),
                Map.entry("proxyport", provider.registrar.port()),
                Map.entry("reg", true),
                Map.entry("pingmode", "options"),
                Map.entry("pingtimeout", Math.max(1, accounts / PINGS_PER_SECOND)));
    }

    /** Waits until every account is registered and none moves any more. */
    Owners settle(Duration within) throws DrillFailure {
        var last = new Owners[] {owners(0)};
        var since = new long[] {System.nanoTime()};
        Awaited.until("every account is registered and stays where it is", within, () -> {
            var now = ask(0);
            boolean same = now.registered() == accounts && now.samePlaces(last[0]);
            if (!same) since[0] = System.nanoTime();
            last[0] = now;
            return same && System.nanoTime() - since[0] > SETTLED.toNanos();
        });
        return last[0];
    }

    /** Asks a node other than the absent one. */
    Owners ask(int absent) throws IOException {
        return Owners.from(rest.get(other(absent).url(), "/api/monitor/v1/esg/active?regs=true"));
    }

    private Owners owners(int absent) throws DrillFailure {
        try {
            return ask(absent);
        } catch (IOException e) {
            throw new DrillFailure("no node answers: " + e.getMessage(), e);
        }
    }

    /** Whether all accounts run on nodes other than this one; cheap to ask. */
    boolean servedWithout(int absent) throws IOException {
        int running = 0;
        var gone = absent == 0 ? "" : node(absent).plan().id();
        for (var node : rest.get(other(absent).url(), "/rest/v1/master/nodes").path("items")) {
            if (!node.path("node").asText().equals(gone))
                running += node.path("accounts").asInt();
        }
        return running == accounts && ask(absent).owners().values().stream().noneMatch(owner -> owner.node() == absent);
    }

    private NodePlan other(int absent) {
        return cluster.plan().nodes().stream()
                .filter(node -> node.roleid() != absent && node(node.roleid()).isAlive())
                .findFirst()
                .orElseThrow();
    }

    /** How many there are. */
    int accounts() {
        return accounts;
    }

    Ground ground() {
        return ground;
    }

    LocalNode node(int roleid) {
        return cluster.node(roleid);
    }

    /** The coordinator of the sharding runs on the oldest node. */
    int oldest() {
        return byAge.getFirst();
    }

    int youngest() {
        return byAge.getLast();
    }

    List<Integer> all() {
        return cluster.plan().nodes().stream().map(NodePlan::roleid).toList();
    }

    void restart(int roleid) throws DrillFailure {
        try {
            byAge.remove(roleid);
            cluster.restart(roleid);
            begun(roleid);
        } catch (StartFailure e) {
            throw new DrillFailure(String.valueOf(e.getMessage()), e);
        }
    }

    /** Waits until others trust the node to be silent for no longer than usual. */
    void awaitKnown(int roleid) {
        long known = starts.getOrDefault(roleid, 0L) + load.known().toNanos();
        for (long left = known - System.nanoTime(); left > 0; left = known - System.nanoTime())
            LockSupport.parkNanos(left);
    }

    /** Fails when a node has ended that nobody has asked to. */
    void checkAlive() throws DrillFailure {
        for (int roleid : all()) if (!node(roleid).isAlive()) throw new DrillFailure("esg" + roleid + " has ended");
    }

    /** Begins as many calls as the drill is to have. */
    HeldCalls hold() {
        return HeldCalls.begin(provider.phones, load.calls(), accounts);
    }

    /** Begins calls one after the other. */
    Traffic traffic() {
        return Traffic.begin(provider.phones, load.rate(), accounts);
    }

    Sightings sightings() {
        return provider.registrar.sightings();
    }

    /** Neither ends nodes nor database: that is the cluster's. */
    @Override
    public void close() {
        rest.close();
        provider.close();
    }
}
