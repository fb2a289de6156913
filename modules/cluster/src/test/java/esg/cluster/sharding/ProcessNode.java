package esg.cluster.sharding;

import com.typesafe.config.ConfigFactory;
import esg.cluster.TestNode;
import esg.cluster.fence.FailureWatch;
import esg.cluster.fence.Fence;
import esg.cluster.wire.Wire;
import esg.domain.account.AccountId;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/**
 * A node as a process of its own. Each account on it sends a packet every few milliseconds while the fence is open: {@code account roleid nanoTime}.
 * It ends with its standard input, or by itself when the cluster has given it up.
 */
public final class ProcessNode {
    private static final Duration BEAT = Duration.ofMillis(5);

    sealed interface Command extends Wire {}

    record Look() implements Command {}

    record Release() implements Command {}

    private record Beat() implements Command {}

    private final int roleid;
    private final Fence fence;
    private final DatagramSocket socket;
    private final InetSocketAddress sink;

    private ProcessNode(int roleid, Fence fence, DatagramSocket socket, InetSocketAddress sink) {
        this.roleid = roleid;
        this.fence = fence;
        this.socket = socket;
        this.sink = sink;
    }

    /** Arguments: roleid, cluster port, seed port, the sink's port, accounts, on or off for role esg. */
    public static void main(String[] args) throws IOException {
        int roleid = Integer.parseInt(args[0]);
        int port = Integer.parseInt(args[1]);
        var settings = TestNode.read(ConfigFactory.parseString("esg.roles.esg.enabled = " + args[5])
                .withFallback(TestNode.settings(roleid, port, List.of("127.0.0.1:" + args[2]))));
        var system = TestNode.start(settings).system();
        var fence = Fence.of(settings.lifeline().fence());
        FailureWatch.start(system, fence);
        var feed = new FakeFeed();
        feed.put(IntStream.range(0, Integer.parseInt(args[4]))
                .mapToObj(number -> FakeFeed.account("a" + number))
                .toArray(esg.domain.account.Account[]::new));
        var sink = new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(args[3]));
        var node = new ProcessNode(roleid, fence, new DatagramSocket(), sink);
        AccountSharding.start(system, feed, node::account, new Look(), new Release());
        system.getWhenTerminated().thenRun(() -> Runtime.getRuntime().halt(1));
        while (System.in.read() >= 0) Thread.onSpinWait();
        Runtime.getRuntime().halt(0);
    }

    private Behavior<Command> account(AccountId id) {
        return Behaviors.withTimers(timers -> {
            timers.startTimerWithFixedDelay(new Beat(), BEAT);
            return Behaviors.receiveMessage(command -> switch (command) {
                case Look _ -> Behaviors.same();
                case Release _ -> Behaviors.stopped();
                case Beat _ -> {
                    send(id.code() + " " + roleid);
                    yield Behaviors.same();
                }
            });
        });
    }

    private void send(String text) throws IOException {
        var bytes = (text + " " + System.nanoTime()).getBytes(StandardCharsets.US_ASCII);
        if (fence.isOpen()) socket.send(new DatagramPacket(bytes, bytes.length, sink));
    }
}
