package esg.esg;

import esg.esg.cluster.ClusterOptions;
import esg.esg.settings.StartFailure;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs a cluster on this machine. */
@Command(
        name = "cluster",
        description = {
            "Runs several nodes on this machine, each a process, in the foreground until SIGTERM or Ctrl-C.",
            "Ports: http 8080, outside 5080, inside 5060, cluster 17355; each further node has them 100 higher."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class ClusterCommand implements Callable<Integer> {
    private final Starters.Cluster starter;

    @Mixin
    private final Nodes nodes = new Nodes();

    @Option(
            names = "--postgres",
            paramLabel = "URL",
            description = "JDBC URL of the PostgreSQL they share, e.g."
                    + " jdbc:postgresql://127.0.0.1/esg?user=esg&password=secret. Without it one comes along"
                    + " and keeps its data in DIR.")
    private String postgres = "";

    @Option(
            names = "--dir",
            paramLabel = "DIR",
            defaultValue = "data/cluster",
            description = "Settings, data and logs of all nodes, their token and key. Default: ${DEFAULT-VALUE}.")
    private Path dir = Path.of("data/cluster");

    ClusterCommand(Starters.Cluster starter) {
        this.starter = starter;
    }

    @Override
    public Integer call() throws StartFailure {
        return starter.run(nodes.options(postgres, dir));
    }

    /** What every command that starts nodes may be told. */
    static final class Nodes {
        @Option(
                names = "--nodes",
                paramLabel = "N",
                defaultValue = "3",
                description = "How many: 1 to " + ClusterOptions.MOST_NODES + ". Default: ${DEFAULT-VALUE}.")
        private int count = 3;

        @Option(
                names = "--offset",
                paramLabel = "N",
                defaultValue = "0",
                description = "Added to every port, for a second cluster on this machine. Default: ${DEFAULT-VALUE}.")
        private int offset;

        @Option(
                names = "--set",
                paramLabel = "KEY=VALUE",
                description = "Sets one key of all nodes, as run does. May be repeated.")
        private List<String> sets = new ArrayList<>();

        @Spec(Spec.Target.MIXEE)
        private @Nullable CommandSpec command;

        ClusterOptions options(String postgres, Path dir) {
            if (count < 1 || count > ClusterOptions.MOST_NODES) {
                throw wrong("--nodes " + count + ": must be 1 to " + ClusterOptions.MOST_NODES);
            }
            if (offset < 0) throw wrong("--offset " + offset + ": must not be negative");
            for (var set : sets) {
                if (set.indexOf('=') < 1) throw wrong("--set " + set + ": must be KEY=VALUE");
            }
            return new ClusterOptions(count, postgres, dir, offset, sets);
        }

        ParameterException wrong(String why) {
            var known = command;
            if (known == null) throw new IllegalStateException("not parsed");
            return new ParameterException(known.commandLine(), why);
        }
    }
}
