package esg.esg;

import com.typesafe.config.Config;
import esg.esg.call.CallOptions;
import esg.esg.call.CallRun;
import esg.esg.call.NodeAddress;
import esg.esg.settings.EsgSettings;
import esg.esg.settings.StartFailure;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Places one call to a running node. */
@Command(
        name = "call",
        description = {
            "Calls from this machine to the inside of a running node, shows every message, plays and listens, hangs up,",
            "and says what came of it. Exit code 0 when it was answered, " + CallRun.NOT_ANSWERED + " when not."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class CallCommand implements Callable<Integer> {
    private static final int MOST_SECONDS = 3600;

    /** Written by the call itself. */
    private static final Set<String> OURS = Set.of(
            "via",
            "from",
            "to",
            "call-id",
            "cseq",
            "contact",
            "max-forwards",
            "content-length",
            "content-type",
            "v",
            "f",
            "t",
            "i",
            "m",
            "l",
            "c");

    private final Starters.Calls starter;

    @Option(names = "--from", paramLabel = "A", required = true, description = "Calling number.")
    private String from = "";

    @Option(names = "--to", paramLabel = "B", required = true, description = "Called number.")
    private String to = "";

    @Option(
            names = {"-d", "--domain"},
            paramLabel = "DOMAIN",
            description = "Domain the call speaks of. Without it the node takes the only one it has.")
    private String d = "";

    @Option(
            names = "--node",
            paramLabel = "HOST:PORT",
            description =
                    "Where the node's inside listens by UDP, or a sip URI of it. Default: its first UDP listener of"
                            + " role sg in FILE, on this machine.")
    private @Nullable String node;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            defaultValue = "5",
            description = "How long to talk. Default: ${DEFAULT-VALUE}.")
    private int seconds;

    @Option(
            names = "--ring",
            paramLabel = "SECONDS",
            defaultValue = "60",
            description = "How long it may ring. Default: ${DEFAULT-VALUE}.")
    private int ring;

    @Option(
            names = "--header",
            paramLabel = "'NAME: VALUE'",
            description = "One more header field of the INVITE. May be repeated.")
    private List<String> headers = new ArrayList<>();

    @Option(names = "--json", description = "Prints one JSON object instead of text.")
    private boolean json;

    @Mixin
    private AskedNode asked = new AskedNode();

    @Spec
    private @Nullable CommandSpec spec;

    CallCommand(Starters.Calls starter) {
        this.starter = starter;
    }

    @Override
    public Integer call() throws StartFailure {
        return starter.run(options());
    }

    private CallOptions options() throws StartFailure {
        if (to.isBlank()) throw wrong("--to: must not be empty");
        within("--seconds", seconds);
        within("--ring", ring);
        var fields = headers.stream().map(this::header).toList();
        var config = asked.settings();
        return new CallOptions(
                from,
                to,
                d,
                address(config),
                Duration.ofSeconds(seconds),
                Duration.ofSeconds(ring),
                fields,
                json,
                rest(config),
                config);
    }

    /** The call does not need it: without, there is less to see. */
    private CallOptions.Rest rest(Config config) {
        try {
            return new CallOptions.Rest(asked.questions(config), "");
        } catch (StartFailure | IOException e) {
            return new CallOptions.Rest(null, String.valueOf(e.getMessage()));
        }
    }

    private void within(String option, int value) {
        if (value < 1 || value > MOST_SECONDS) throw wrong(option + " " + value + ": must be 1 to " + MOST_SECONDS);
    }

    private InetSocketAddress address(Config config) throws StartFailure {
        if (node == null) {
            return NodeAddress.of(EsgSettings.from(config))
                    .orElseThrow(() -> wrong("--node: is needed, for the settings name no UDP port of role sg"));
        }
        try {
            return NodeAddress.of(node);
        } catch (IllegalArgumentException e) {
            throw wrong("--node " + node + ": " + e.getMessage());
        }
    }

    private CallOptions.Header header(String text) {
        int colon = text.indexOf(':');
        var name = colon < 0 ? "" : text.substring(0, colon).strip();
        if (!name.matches("[A-Za-z0-9.!%*_+`'~-]+")) throw wrong("--header " + text + ": must be 'NAME: VALUE'");
        if (OURS.contains(name.toLowerCase(Locale.ROOT))) throw wrong("--header " + text + ": is the call's own");
        var value = text.substring(colon + 1).strip();
        if (value.chars().anyMatch(c -> c < ' ')) throw wrong("--header " + name + ": must be one line");
        return new CallOptions.Header(name, value);
    }

    private ParameterException wrong(String why) {
        if (spec == null) throw new IllegalStateException(why);
        return new ParameterException(spec.commandLine(), why);
    }
}
