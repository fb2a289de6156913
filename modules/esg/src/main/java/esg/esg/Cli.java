package esg.esg;

import esg.esg.drill.DrillFailure;
import esg.esg.settings.ConfigFile;
import esg.esg.settings.EsgSettings;
import esg.esg.settings.StartFailure;
import esg.esg.settings.Version;
import esg.store.backup.BackupFailure;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/**
 * The command line: {@code esg COMMAND …}. Exit codes: 0 fine, 1 cannot start, nothing backed up or restored, call not answered, or the call that is explained does not
 * come in, 2 wrong usage, 3 a drill missed a bar.
 */
@Command(
        name = "esg",
        description = "ESG, an external SIP gateway.",
        mixinStandardHelpOptions = true,
        version = "ESG " + Version.TEXT,
        synopsisSubcommandLabel = "COMMAND")
public final class Cli implements Runnable {
    @Spec
    private @Nullable CommandSpec spec;

    private Cli() {}

    /** Carries out a command line; returns the exit code. */
    public static int execute(Starters starters, String... args) {
        return commandLine(starters).execute(args);
    }

    static CommandLine commandLine(Starters starters) {
        return new CommandLine(new Cli())
                .addSubcommand(new Run(starters.node()))
                .addSubcommand(new ClusterCommand(starters.cluster()))
                .addSubcommand(new DrillCommand(starters.drills()))
                .addSubcommand(new CallCommand(starters.calls()))
                .addSubcommand(new ExplainCommand(System.in))
                .addSubcommand(new TokenCommand())
                .addSubcommand(new BackupCommand())
                .addSubcommand(new RestoreCommand())
                .setExecutionExceptionHandler(Cli::failed);
    }

    /** What an operator can mend is said in a line; anything else is a fault of ours, with its stack. */
    private static int failed(Exception failure, CommandLine command, ParseResult parsed) throws Exception {
        var what = switch (failure) {
            case StartFailure _ -> "cannot start";
            case DrillFailure _ -> "drill failed";
            case BackupFailure _, esg.store.StartFailure _ -> command.getCommandName() + " failed";
            default -> throw failure;
        };
        command.getErr().println("esg: " + what + ": " + failure.getMessage());
        return 1;
    }

    @Override
    public void run() {
        if (spec != null) throw new ParameterException(spec.commandLine(), "Which command?");
    }

    /** Runs one node. */
    @Command(
            name = "run",
            description = "Runs one node in the foreground until SIGTERM.",
            mixinStandardHelpOptions = true,
            sortOptions = false)
    static final class Run implements Callable<Integer> {
        private final NodeStarter starter;

        @Option(
                names = {"-c", "--config"},
                paramLabel = "FILE",
                description = "Settings in HOCON. Without it all defaults hold; conf/esg.conf shows them.")
        private @Nullable Path file;

        @Option(
                names = "--set",
                paramLabel = "KEY=VALUE",
                description = "Sets one key above the file, e.g. esg.roles.esg.listen.0.port=25080. May be repeated.")
        private List<String> sets = new ArrayList<>();

        @Option(
                names = "--demo",
                description =
                        "Adds a domain with two phones, an account that registers on this node, and a test tone; calls can be made at once.")
        private boolean demo;

        Run(NodeStarter starter) {
            this.starter = starter;
        }

        @Override
        public Integer call() throws StartFailure {
            var config = ConfigFile.load(file, sets);
            return starter.run(config, EsgSettings.from(config), demo);
        }
    }
}
