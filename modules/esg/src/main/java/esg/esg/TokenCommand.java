package esg.esg;

import com.fasterxml.jackson.databind.JsonNode;
import esg.esg.explain.NoAnswer;
import esg.esg.explain.NodeQuestions;
import esg.esg.settings.StartFailure;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Tokens for people and programs, made and revoked at a running node. */
@Command(
        name = "token",
        description = {
            "Makes, lists and revokes tokens for REST and the console at the running node; docs/access.md says what each role may.",
            "Exit code 0 when it is done, 2 for wrong usage or no answer."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        subcommands = {TokenCommand.Add.class, TokenCommand.ListAll.class, TokenCommand.Revoke.class},
        synopsisSubcommandLabel = "COMMAND")
final class TokenCommand implements Runnable {
    private static final String TOKENS = "/rest/v1/master/tokens";
    private static final int ALL = 10_000;
    private static final int WRONG = 2;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public void run() {
        if (spec != null) throw new ParameterException(spec.commandLine(), "Which command?");
    }

    /** What a command does at the node. */
    abstract static class Asking implements Callable<Integer> {
        @Spec
        private @Nullable CommandSpec spec;

        @Mixin
        private AskedNode asked = new AskedNode();

        abstract void ask(NodeQuestions node) throws NoAnswer;

        @Override
        public Integer call() throws IOException {
            try {
                ask(asked.questions(asked.settings()));
                return 0;
            } catch (NoAnswer | StartFailure e) {
                if (spec != null) spec.commandLine().getErr().println("esg: " + e.getMessage());
                return WRONG;
            }
        }

        void say(String text) {
            if (spec == null) return;
            spec.commandLine().getOut().println(text);
            spec.commandLine().getOut().flush();
        }
    }

    @Command(
            name = "add",
            description = "Makes a token and prints it, this once.",
            mixinStandardHelpOptions = true,
            sortOptions = false)
    static final class Add extends Asking {
        @Option(names = "--name", required = true, paramLabel = "NAME", description = "Of whoever gets it; unique.")
        private String name = "";

        @Option(names = "--role", required = true, paramLabel = "ROLE", description = "admin, domainadmin or viewer.")
        private String role = "";

        @Option(names = "--domain", paramLabel = "D", description = "The only domain it is for.")
        private @Nullable String d;

        @Option(names = "--expires", paramLabel = "TIME", description = "Such as 2027-01-01T00:00:00Z.")
        private @Nullable String expires;

        @Override
        void ask(NodeQuestions node) throws NoAnswer {
            var document = new LinkedHashMap<String, Object>();
            document.put("name", name);
            document.put("role", role);
            if (d != null) document.put("d", d);
            if (expires != null) document.put("expires", expires);
            say(node.post(TOKENS, document).path("token").asText());
        }
    }

    @Command(name = "list", description = "Lists tokens, without themselves.", mixinStandardHelpOptions = true)
    static final class ListAll extends Asking {
        @Override
        void ask(NodeQuestions node) throws NoAnswer {
            say("%-24s %-12s %-24s %-8s %-25s %s".formatted("name", "role", "domain", "", "expires", "last used"));
            for (var token : all(node)) {
                say("%-24s %-12s %-24s %-8s %-25s %s"
                        .formatted(
                                token.path("name").asText(),
                                token.path("role").asText(),
                                token.path("d").asText("all"),
                                token.path("enabled").asBoolean() ? "" : "disabled",
                                token.path("expires").asText("never"),
                                token.path("lastused").asText("never")));
            }
        }
    }

    @Command(
            name = "revoke",
            description = "Revokes the token of this name, and its sessions.",
            mixinStandardHelpOptions = true)
    static final class Revoke extends Asking {
        @Spec
        private @Nullable CommandSpec command;

        @Parameters(index = "0", paramLabel = "NAME", description = "As list shows it.")
        private String name = "";

        @Override
        void ask(NodeQuestions node) throws NoAnswer {
            for (var token : all(node)) {
                if (!token.path("name").asText().equals(name)) continue;
                node.delete(TOKENS + "/" + encoded(token.path("id").asText()));
                say("revoked " + name);
                return;
            }
            if (command != null) throw new ParameterException(command.commandLine(), "there is no token " + name);
        }
    }

    private static String encoded(String segment) {
        return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static JsonNode all(NodeQuestions node) throws NoAnswer {
        return node.get(TOKENS + "?limit=" + ALL).path("items");
    }
}
