package esg.esg.diagram;

import esg.admin.monitor.CallPackets.Found;
import esg.admin.monitor.CallPackets.Packet;
import esg.admin.monitor.CallPackets.Search;
import esg.esg.diagram.PacketsCommand.Find;
import esg.esg.diagram.PacketsCommand.Told;
import esg.esg.nodes.Packed;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Speaks for the packets its node wrote down. */
final class PacketsActor {
    /** Its name under {@code /system}, the same on every node. */
    static final String NAME = "esg-packets";

    private static final Logger log = LoggerFactory.getLogger(PacketsActor.class);
    private static final byte[] NOTHING = {};

    private PacketsActor() {}

    /** @param blocking where files are read */
    static Behavior<PacketsCommand> create(LoggedPackets own, Executor blocking) {
        return Behaviors.receiveMessage(command -> {
            switch (command) {
                case Find(var callIds, long from, long to, var replyTo) -> {
                    var search = new Search(callIds, Instant.ofEpochMilli(from), Instant.ofEpochMilli(to));
                    found(own, search, blocking).thenAccept(replyTo::tell);
                }
            }
            return Behaviors.same();
        });
    }

    private static CompletionStage<Told> found(LoggedPackets own, Search search, Executor blocking) {
        return CompletableFuture.supplyAsync(() -> told(own.of(search)), blocking)
                .exceptionally(failure -> failed(own.node(), failure));
    }

    /** The newest are left out until the rest fits. */
    static Told told(Found found) {
        var packets = found.packets();
        while (true) {
            var packed = Packed.of(List.copyOf(packets));
            boolean all = packets.size() == found.packets().size();
            if (packed.length <= Packed.FITS)
                return new Told(found.node(), packed, found.complete() && all, found.written(), "");
            packets = packets.subList(0, fitting(packets, packed.length));
        }
    }

    private static int fitting(List<Packet> packets, int packed) {
        return (int) ((long) packets.size() * Packed.FITS / packed * 9 / 10);
    }

    private static Told failed(String node, Throwable failure) {
        log.warn("packets cannot be told", failure);
        return new Told(node, NOTHING, false, true, String.valueOf(failure.getMessage()));
    }
}
