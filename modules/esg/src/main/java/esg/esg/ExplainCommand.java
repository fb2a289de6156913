package esg.esg;

import esg.esg.explain.ExplanationText;
import esg.esg.explain.NoAnswer;
import esg.esg.explain.NodeQuestions;
import esg.esg.explain.RefusedText;
import esg.esg.settings.StartFailure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Asks a running node why a call does not come in. */
@Command(
        name = "explain",
        description = {
            "Explains what becomes of an INVITE, as it is on the wire, at the running node: ./esg explain --from 192.0.2.1:5060 < packet.",
            "Nothing is sent. Exit code 0 when the call would go through, 1 when not, 2 for wrong usage or no answer.",
            "docs/why.md shows an example."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class ExplainCommand implements Callable<Integer> {
    private static final int WRONG = 2;
    private static final String LATEST = "";

    private final InputStream packet;

    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = "--from",
            paramLabel = "IP:PORT[/udp]",
            description = "Sender of the packet on standard input; /udp, /tcp or /tls.")
    private @Nullable String from;

    @Option(
            names = "--refused",
            arity = "0..1",
            fallbackValue = LATEST,
            paramLabel = "ID",
            description =
                    "A refused INVITE that a node has kept, explained there; without ID shows those of all nodes.")
    private @Nullable String refused;

    @Option(names = "--json", description = "The node's answer as it is.")
    private boolean json;

    @Mixin
    private AskedNode asked = new AskedNode();

    /** @param packet is read when a packet is to be explained */
    ExplainCommand(InputStream packet) {
        this.packet = packet;
    }

    @Override
    public Integer call() throws IOException {
        if ((from == null) == (refused == null)) throw wrong("one of --from and --refused is needed");
        try {
            var node = node();
            return LATEST.equals(refused) ? list(node) : explain(node);
        } catch (NoAnswer | StartFailure e) {
            command().commandLine().getErr().println("esg: " + e.getMessage());
            return WRONG;
        }
    }

    private int list(NodeQuestions node) throws NoAnswer {
        var all = node.get("/api/monitor/v1/refused?limit=20");
        if (json) say(NodeQuestions.pretty(all));
        else say(RefusedText.of(all, node.get("/api/monitor/v1/refused/analysis")));
        return 0;
    }

    private int explain(NodeQuestions node) throws NoAnswer, IOException {
        var question = refused != null
                ? Map.<String, Object>of("refused", refused)
                : Map.<String, Object>of(
                        "packet",
                        new String(packet.readAllBytes(), StandardCharsets.UTF_8),
                        "source",
                        String.valueOf(from));
        var answer = node.post("/api/test/v1/match", question);
        say(json ? NodeQuestions.pretty(answer) : ExplanationText.of(answer));
        return answer.at("/data/passes").asBoolean() ? 0 : 1;
    }

    private NodeQuestions node() throws StartFailure, IOException {
        return asked.questions(asked.settings());
    }

    private void say(String text) {
        var out = command().commandLine().getOut();
        out.println(text.stripTrailing());
        out.flush();
    }

    private ParameterException wrong(String why) {
        return new ParameterException(command().commandLine(), why);
    }

    private CommandSpec command() {
        if (spec == null) throw new IllegalStateException("not parsed");
        return spec;
    }
}
