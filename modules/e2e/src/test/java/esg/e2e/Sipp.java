package esg.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** One SIPp playing one scenario; it fails when a message does not come, or comes otherwise. */
final class Sipp implements AutoCloseable {
    private static final Path PEERS = Path.of("scenarios/peers").toAbsolutePath();
    private static final Pattern UNEXPECTED = Pattern.compile(
            "unexpected message for [^\\n]*?received '(.*?)'(?=\\d{4}-\\d\\d-\\d\\d\\s|\\s*\\z)", Pattern.DOTALL);
    private final Path dir;
    private final Process process;

    private Sipp(Path dir, Process process) {
        this.dir = dir;
        this.process = process;
    }

    /** What to play, from where and how often. */
    static Setup plays(String scenario) {
        return new Setup(scenario);
    }

    static final class Setup {
        private final String scenario;
        private final List<String> options = new ArrayList<>();
        private String code = "200";
        private String target = "";
        private String extra = "User-Agent: SIPp";
        private String transport = "u1";
        private int calls = 1;
        private int pause = 200;
        private int talk = 300;
        private Namespace namespace = Namespace.HERE;

        private Setup(String scenario) {
            this.scenario = scenario;
        }

        /** Own address. */
        Setup at(String host, int port) {
            options.addAll(List.of("-i", host, "-p", Integer.toString(port), "-mi", host));
            return this;
        }

        Setup in(Namespace where) {
            namespace = where;
            return this;
        }

        /** Called number and where the INVITE is sent. */
        Setup calling(String number, String host, int port) {
            options.addAll(List.of("-s", number));
            target = (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
            return key("host", host.indexOf(':') >= 0 ? "[" + host + "]" : host);
        }

        Setup from(String number) {
            return key("caller", number);
        }

        /** The final answer that {@code caller-refused} expects. */
        Setup expecting(int finalCode) {
            code = Integer.toString(finalCode);
            return this;
        }

        /** Names the account a call from the inside leaves by. */
        Setup by(String account) {
            extra = "X-Esg-Account: " + account;
            return this;
        }

        /** What it answers challenges with. */
        Setup as(String user, String password) {
            options.addAll(List.of("-au", user, "-ap", password));
            return this;
        }

        /** How long {@code caller-cancel} lets it ring, in milliseconds. */
        Setup pausing(int millis) {
            pause = millis;
            return this;
        }

        /** How long {@code caller} talks before it hangs up, in milliseconds. */
        Setup talking(int millis) {
            talk = millis;
            return this;
        }

        Setup tcp() {
            transport = "t1";
            return this;
        }

        /** Answers what the scenario does not know, OPTIONS and UPDATE among it. */
        Setup obliging() {
            options.add("-aa");
            return this;
        }

        Setup times(int count, int perSecond) {
            calls = count;
            options.addAll(List.of("-r", Integer.toString(perSecond), "-l", "1000"));
            return this;
        }

        /** Where {@code callee-302} says the called one is. */
        Setup movedTo(String number, String host, int port) {
            return key("moved", number + "@" + host + ":" + port);
        }

        private Setup key(String name, String value) {
            options.addAll(List.of("-key", name, value));
            return this;
        }

        /** Starts it; as callee it listens when this returns. */
        Sipp start(Path dir) throws IOException {
            Files.createDirectories(dir);
            var file = dir.resolve(scenario + ".xml");
            Files.writeString(
                    file,
                    Files.readString(PEERS.resolve(scenario + ".xml"))
                            .replace("CODE", code)
                            .replace("PAUSE", Integer.toString(pause))
                            .replace("TALK", Integer.toString(talk)));
            var command = new ArrayList<>(List.of("sipp"));
            if (!target.isEmpty()) command.add(target);
            command.addAll(List.of("-sf", file.toString(), "-t", transport, "-m", Integer.toString(calls)));
            command.addAll(List.of("-key", "extra", extra, "-nostdin", "-trace_err", "-trace_msg", "-timeout", "50s"));
            command.addAll(List.of("-timeout_error", "-recv_timeout", "20000", "-cid_str", scenario + "-%u-%p@%s"));
            command.addAll(List.of("-default_behaviors", "all,-abortunexp"));
            command.addAll(options);
            var process = new ProcessBuilder(namespace.running(command))
                    .directory(dir.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(dir.resolve(scenario + ".out").toFile())
                    .start();
            return new Sipp(dir, process);
        }

        /** Starts it and waits until it has played. */
        void run(Path dir) throws IOException {
            try (var sipp = start(dir)) {
                sipp.succeeds();
            }
        }
    }

    /** Waits until all its calls are done as the scenario says. */
    void succeeds() {
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) throw new AssertionError("sipp does not end\n" + errors());
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        if (process.exitValue() != 0) throw new AssertionError("sipp failed: " + process.exitValue() + "\n" + errors());
        var unexpected = unexpected();
        if (!unexpected.isEmpty()) throw new AssertionError("sipp did not expect\n" + unexpected + "\n" + errors());
    }

    /**
     * What came besides the scenario, repeats aside: over UDP they are as they should be, and SIPp knows a repeat only
     * until it has sent two messages more.
     */
    private List<String> unexpected() {
        var messages = messages();
        return UNEXPECTED
                .matcher(texts("_errors.log"))
                .results()
                .map(found -> found.group(1).strip())
                .filter(message -> messages.indexOf(message) == messages.lastIndexOf(message))
                .toList();
    }

    /** What it sent and received so far. */
    String messages() {
        return texts("_messages.log");
    }

    private String errors() {
        return texts("_errors.log") + texts("_messages.log");
    }

    private String texts(String ending) {
        try (var files = Files.list(dir)) {
            return files.filter(file -> file.getFileName().toString().endsWith(ending))
                    .map(Sipp::text)
                    .collect(Collectors.joining("\n"));
        } catch (IOException e) {
            return e.toString();
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file, java.nio.charset.StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return e.toString();
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
