package esg.e2e;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A gateway's network behind a router that translates addresses, and the world before it: three network namespaces in a row, so that no packet
 * leaves this machine and no port is taken on it. Needs root, {@code ip} and {@code nft}.
 */
final class NatNetwork implements AutoCloseable {
    /** Of the gateway, and of whoever else is inside. */
    static final String GRAY = "10.0.0.2";
    /** Of the router, toward the world. */
    static final String WHITE = "203.0.113.7";

    static final String PROVIDER = "203.0.113.10";
    static final int SIP = 5060;
    /** Where the provider's own customers are. */
    static final String FAR = "203.0.113.11";

    static final String STUN = "203.0.113.12:3478";

    private static final String ROUTER = "10.0.0.1";
    private static final String TRIED =
            "add table ip nat; add chain ip nat leaving { type nat hook postrouting priority srcnat; };"
                    + " add rule ip nat leaving masquerade random";
    private static final String PREFIX = "esgnat-";
    private static final AtomicInteger MADE = new AtomicInteger();
    /** Cables from here to the inside, for REST: two addresses each, of a block set aside for measuring (RFC 2544 C.2.2). */
    private static final int CABLES = 16_384;

    final Namespace inside;
    final Namespace router;
    final Namespace world;
    private final Path dir;
    /** This machine's end of the cable to the inside. */
    private final String cable;

    private final String here;
    private @Nullable Process sniffer;

    private NatNetwork(Path dir, long pid, int number) {
        this.dir = dir;
        var name = PREFIX + pid + "-" + number;
        cable = "esgnat" + pid % 1_000_000 + "n" + number;
        int pair = (int) ((pid * 4 + number) % CABLES);
        here = address(pair, 1);
        inside = new Namespace(name + "-inside", address(pair, 2));
        router = new Namespace(name + "-router", "");
        world = new Namespace(name + "-world", "");
    }

    private static String address(int pair, int end) {
        int at = pair * 4 + end;
        return "198.19." + (at >> 8) + "." + (at & 0xff);
    }

    /** Why there can be none here; "" when there can. */
    static String lacking() {
        if (!"root".equals(System.getProperty("user.name"))) return "network namespaces need root";
        var path = System.getenv("PATH").split(":", -1);
        for (var program : List.of("ip", "nft", "python3")) {
            if (Stream.of(path).noneMatch(at -> Files.isExecutable(Path.of(at, program))))
                return program + " is missing";
        }
        try {
            var probe = PREFIX + ProcessHandle.current().pid() + "-probe";
            run("ip", "netns", "add", probe);
            try {
                run("ip", "netns", "exec", probe, "nft", TRIED);
            } finally {
                delete(probe);
            }
            return "";
        } catch (IOException refused) {
            return "network namespaces with NAT are refused here: " + refused.getMessage();
        }
    }

    /**
     * Makes one and lays aside what an earlier run that was killed has left.
     *
     * @param rules of the router's table, in nft's language: what becomes of packets through its interfaces inner and outer
     */
    static NatNetwork make(Path dir, String rules) throws IOException {
        removeLeft();
        var network = new NatNetwork(
                Files.createDirectories(dir), ProcessHandle.current().pid(), MADE.getAndIncrement());
        boolean made = false;
        try {
            network.lay();
            network.translate(rules);
            network.sniff();
            made = true;
            return network;
        } finally {
            if (!made) network.close();
        }
    }

    private void lay() throws IOException {
        for (var one : List.of(inside, router, world)) {
            run("ip", "netns", "add", one.name());
            ip(one, "link set lo up");
        }
        ip("link add " + cable + " type veth peer name rest netns " + inside.name());
        ip("addr add " + here + "/30 dev " + cable);
        ip("link set " + cable + " up");
        ip(inside, "addr add " + inside.address() + "/30 dev rest");
        ip(inside, "link set rest up");
        connect(inside, "inner", List.of(GRAY), ROUTER);
        connect(world, "outer", List.of(PROVIDER, FAR, STUN.substring(0, STUN.indexOf(':'))), WHITE);
        ip(inside, "route add default via " + ROUTER); // the world has no way back but through the translation
    }

    private void connect(Namespace to, String device, List<String> addresses, String routers) throws IOException {
        ip(router, "link add " + device + " type veth peer name wire netns " + to.name());
        ip(router, "addr add " + routers + "/24 dev " + device);
        ip(router, "link set " + device + " up");
        for (var address : addresses) ip(to, "addr add " + address + "/24 dev wire");
        ip(to, "link set wire up");
    }

    private void translate(String rules) throws IOException {
        set(router, "net/ipv4/ip_forward", "1");
        var file = Files.writeString(dir.resolve("router.nft"), "table ip nat {\n" + rules + "}\n");
        run(router.running(List.of("nft", "-f", file.toString())).toArray(String[]::new));
    }

    /** The router forgets a port nobody used for so long, where routers mostly take 30 s or more. */
    void forgetAfter(int seconds) throws IOException {
        for (var which : List.of("timeout", "timeout_stream")) {
            set(router, "net/netfilter/nf_conntrack_udp_" + which, Integer.toString(seconds));
        }
    }

    private static void set(Namespace in, String key, String value) throws IOException {
        var command = List.of("sh", "-c", "echo " + value + " > /proc/sys/" + key);
        run(in.running(command).toArray(String[]::new));
    }

    private void sniff() throws IOException {
        var command = List.of(
                "python3", Path.of("scenarios/nat/sniff.py").toAbsolutePath().toString());
        sniffer = new ProcessBuilder(world.running(command))
                .redirectError(dir.resolve("sniffer.err").toFile())
                .redirectOutput(dir.resolve("wire").toFile())
                .start();
        await("sniffer").atMost(Duration.ofSeconds(10)).until(() -> wire().startsWith("listening"));
    }

    /** All UDP packets that anybody in the world has received so far, each after {@code --- FROM > TO}. */
    String wire() throws IOException {
        return Files.readString(dir.resolve("wire"), StandardCharsets.ISO_8859_1);
    }

    private static void ip(Namespace in, String arguments) throws IOException {
        ip("-n " + in.name() + " " + arguments);
    }

    private static void ip(String arguments) throws IOException {
        run(("ip " + arguments).split(" ", -1));
    }

    private static String run(String... command) throws IOException {
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (process.waitFor() == 0) return said;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new IOException(String.join(" ", command) + ": " + said.strip());
    }

    /** Of runs whose process is no more; those of others that run now stay. */
    private static void removeLeft() throws IOException {
        for (var line : run("ip", "netns", "list").lines().toList()) {
            var name = line.split(" ", -1)[0];
            if (!name.startsWith(PREFIX)) continue;
            var pid = name.substring(PREFIX.length()).split("-", -1)[0];
            if (ProcessHandle.of(Long.parseLong(pid)).isEmpty()) delete(name);
        }
    }

    /** What runs in it would keep it, so it is ended; with the namespace goes its end of each cable, and with it the other. */
    private static void delete(String name) {
        try {
            for (var pid : run("ip", "netns", "pids", name).lines().toList()) {
                ProcessHandle.of(Long.parseLong(pid)).ifPresent(ProcessHandle::destroyForcibly);
            }
            run("ip", "netns", "del", name);
        } catch (IOException _) {
            // It was not there.
        }
    }

    @Override
    public void close() {
        if (sniffer != null) sniffer.destroy();
        for (var one : List.of(inside, router, world)) delete(one.name());
    }
}
