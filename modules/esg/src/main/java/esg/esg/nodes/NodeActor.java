package esg.esg.nodes;

import esg.admin.monitor.Monitor.Wanted;
import esg.admin.nodes.NodeInfo.Told;
import esg.esg.settings.Version;
import java.time.Instant;
import org.apache.pekko.Done;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers for its node. */
final class NodeActor {
    /** Its name under {@code /system}, the same on every node. */
    static final String NAME = "esg-node";

    private static final Logger LOG = LoggerFactory.getLogger(NodeActor.class);

    private final OwnNode own;
    private final Instant since;

    private NodeActor(OwnNode own, Instant since) {
        this.own = own;
        this.since = since;
    }

    /** @param since when the node started */
    static Behavior<NodeCommand> create(OwnNode own, Instant since) {
        return new NodeActor(own, since).answering();
    }

    private Behavior<NodeCommand> answering() {
        return Behaviors.receiveMessage(command -> {
            switch (command) {
                case NodeCommand.Tell(var wanted, var replyTo) ->
                    parts(wanted).all().forEach(replyTo::tell);
                case NodeCommand.TellCalls(var query, var replyTo) ->
                    Parts.ofCalls(header(), query.choose(own.calls())).all().forEach(replyTo::tell);
                case NodeCommand.SetLogLevel(var level, var replyTo) -> {
                    LogLevels.set(level);
                    LOG.warn("log level set level={}", level); // WARN: to be seen at nearly any level
                    replyTo.tell(Done.getInstance());
                }
                case NodeCommand.Drain(var replyTo) -> {
                    own.drain();
                    replyTo.tell(Done.getInstance());
                }
                case NodeCommand.HangUp(var call, var replyTo) ->
                    replyTo.tell(new NodeCommand.HungUp(own.hangUp(call)));
            }
            return Behaviors.same();
        });
    }

    private RollCall.Header header() {
        var told = new Told(
                own.accountCount(),
                own.liveCalls(),
                Version.TEXT,
                LogLevels.now(),
                own.draining(),
                since,
                own.externalAddresses());
        return new RollCall.Header(own.node(), own.place(), told);
    }

    private Parts parts(Wanted wanted) {
        var header = header();
        return switch (wanted) {
            case INSTANCES -> Parts.of(header);
            case REGISTRATIONS -> Parts.ofRegistrations(header, own.registrations());
            case BORDER -> Parts.ofBorder(header, own.border());
        };
    }
}
