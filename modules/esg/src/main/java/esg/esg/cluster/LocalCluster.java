package esg.esg.cluster;

import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigRenderOptions;
import esg.admin.rest.AdminToken;
import esg.esg.settings.StartFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running cluster: the shared database and the nodes, by roleid. Thread-safe; closing while it starts ends what has started. */
public final class LocalCluster implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(LocalCluster.class);
    private static final Duration READY_WITHIN = Duration.ofSeconds(90);

    /** Longer than a node takes at most: calls 30 s, hand-over 12 s, unregistering 5 s, the end of its actor system 20 s. */
    private static final Duration ENDS_WITHIN = Duration.ofSeconds(80);

    private final ClusterPlan plan;
    private final Consumer<String> out;
    private final TreeMap<Integer, LocalNode> nodes = new TreeMap<>();
    private @Nullable SharedDatabase database;
    private boolean closing;

    /** Nothing runs yet; {@code out} takes what the operator should read, line by line. */
    public LocalCluster(ClusterPlan plan, Consumer<String> out) {
        this.plan = plan;
        this.out = out;
    }

    /**
     * Starts database and nodes, and returns when all are ready.
     *
     * @param postgres "" for an embedded one
     * @throws StartFailure in words for the operator; {@link #close} is still to be called
     */
    public void start(String postgres) throws StartFailure {
        FreePorts.check(plan);
        var url = openDatabase(postgres);
        try {
            var token = AdminToken.of("", plan.dir());
            for (var node : plan.nodes()) prepare(node, url, token);
        } catch (IOException e) {
            throw new StartFailure("cannot write to " + plan.dir() + ": " + e.getMessage(), e);
        }
        // The first makes the tables and the key, and forms the cluster that the others ask to let them in.
        var first = plan.nodes().getFirst();
        spawn(first, plan.seeds(first, true));
        awaitReady(first.roleid());
        var others = plan.nodes().subList(1, plan.nodes().size());
        for (var node : others) spawn(node, plan.seeds(node, false));
        for (var node : others) awaitReady(node.roleid());
    }

    private synchronized String openDatabase(String postgres) throws StartFailure {
        if (closing) throw new StartFailure("told to end");
        var opened = postgres.isEmpty()
                ? SharedDatabase.embedded(plan.dir().resolve("postgres"), plan.host())
                : SharedDatabase.at(postgres);
        database = opened;
        return opened.jdbc();
    }

    /** Writes its settings, so that it can be started by hand too, and gives it the token all share. */
    private void prepare(NodePlan node, String url, String token) throws IOException {
        Files.createDirectories(node.data());
        var settings = ConfigFactory.parseMap(node.settings(plan.seeds(node, false), url, plan.key()))
                .root()
                .render(ConfigRenderOptions.defaults().setOriginComments(false).setJson(false));
        writePrivate(file(node), settings);
        writePrivate(node.data().resolve("admin.token"), token + "\n");
    }

    private static void writePrivate(Path file, String text) throws IOException {
        Files.deleteIfExists(file);
        var ownerOnly = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        try (var channel = Files.newByteChannel(
                file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), ownerOnly)) {
            channel.write(StandardCharsets.UTF_8.encode(text));
        }
    }

    private static Path file(NodePlan node) {
        return node.dir().resolve("esg.conf");
    }

    private synchronized void spawn(NodePlan node, List<String> seeds) throws StartFailure {
        if (closing) throw new StartFailure("told to end");
        var sets = new ArrayList<>(plan.sets());
        sets.add("esg.cluster.seed-nodes=[\"" + String.join("\",\"", seeds) + "\"]");
        var spawned = LocalNode.spawn(node, file(node), sets);
        nodes.put(node.roleid(), spawned);
        var _ = spawned.ended().thenAccept(code -> ended(spawned, code));
    }

    private void awaitReady(int roleid) throws StartFailure {
        out.accept(node(roleid).awaitReady(READY_WITHIN));
    }

    private synchronized void ended(LocalNode node, int code) {
        if (closing) return;
        out.accept(
                node.plan().name() + " (pid " + node.pid() + ") has ended with " + code + "; it is not started again");
    }

    public ClusterPlan plan() {
        return plan;
    }

    /** The process that has this roleid now, or had it last. */
    public synchronized LocalNode node(int roleid) {
        var node = nodes.get(roleid);
        if (node == null) throw new IllegalArgumentException("no node " + roleid);
        return node;
    }

    /** Starts a node again that has ended; returns when it is ready. */
    public void restart(int roleid) throws StartFailure {
        var node = node(roleid).plan();
        spawn(node, plan.seeds(node, false));
        awaitReady(roleid);
    }

    /** Whether it was told to end. */
    synchronized boolean isClosing() {
        return closing;
    }

    /** Waits until no node runs any more. */
    void awaitEnd() {
        for (var node : running()) node.ended().join();
    }

    private synchronized List<LocalNode> running() {
        return List.copyOf(nodes.values());
    }

    /** Ends the nodes, all at once, then the database. Told twice, waits for the first. */
    @Override
    public void close() {
        synchronized (this) {
            closing = true;
        }
        for (var node : running()) node.terminate();
        for (var node : running()) {
            if (node.awaitEnd(ENDS_WITHIN)) continue;
            log.error("node does not end, killed node={} pid={}", node.plan().name(), node.pid());
            node.kill();
        }
        closeDatabase();
    }

    private synchronized void closeDatabase() {
        var open = database;
        database = null;
        if (open == null) return;
        try {
            open.close();
        } catch (IOException e) {
            log.warn("database not closed", e);
        }
    }
}
