package esg.cluster.fence;

import esg.cluster.lifeline.Lifeline;
import esg.cluster.lifeline.LifelinePort;
import esg.cluster.lifeline.LifelineSettings;
import esg.cluster.lifeline.Lifelines;
import java.io.IOException;
import java.net.InetSocketAddress;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.cluster.Cluster;

/** Watches over the other nodes and over this one's right to serve; started once for each actor system. */
public final class FailureWatch implements AutoCloseable {
    private final String node;
    private final Fence fence;
    private final Lifeline lifeline;

    private FailureWatch(String node, Fence fence, Lifeline lifeline) {
        this.node = node;
        this.fence = fence;
        this.lifeline = lifeline;
    }

    /**
     * Opens the lifeline and begins to watch; from then on the fence opens and closes.
     *
     * @throws IOException when the lifeline's port cannot be had
     */
    public static FailureWatch start(ActorSystem<?> system, Fence fence) throws IOException {
        var settings = LifelineSettings.from(system.settings().config());
        var cluster = Cluster.get(system.classicSystem());
        var node = cluster.selfAddress().toString();
        long uid = cluster.selfUniqueAddress().longUid();
        fence.self(uid);
        var gate = StartGate.get(system);
        var promises = new Promises(settings.fence(), settings.margin(), System::nanoTime);
        var hearing = new Hearing(fence, promises, gate);
        var port = LifelinePort.parse(cluster.getSelfRoles())
                .orElseThrow(() -> new IOException("no lifeline port among the roles of this node"));
        var host = cluster.selfAddress().host().get();
        var lifeline = Lifeline.open(uid, new InetSocketAddress(host, port), settings, hearing);
        var watch = new FailureWatch(node, fence, lifeline);
        Lifelines.add(node, lifeline);
        var parts = new WatchActor.Parts(fence, promises, gate, lifeline, settings);
        var dispatcher = Props.empty().withDispatcherFromConfig("pekko.actor.internal-dispatcher");
        hearing.tell(system.systemActorOf(WatchActor.create(parts), WatchActor.NAME, dispatcher));
        system.getWhenTerminated().thenRun(watch::close);
        return watch;
    }

    /** To be called when nothing of this node can send for an account any more: the others take it for the end of the process. */
    @Override
    public void close() {
        fence.close();
        Lifelines.remove(node, lifeline);
        lifeline.close();
    }
}
