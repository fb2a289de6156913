package esg.e2e;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A gateway in a process of its own, in a directory of its own, spoken to over REST like any other. */
final class Esg implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String D = "test.local";

    private final Path dir;
    private final List<String> sets;
    private final List<String> flags;
    private final HttpClient client = HttpClient.newHttpClient();
    private final Namespace namespace;
    final String host;
    final int outside;
    final int inside;
    final int http;
    private Process process;
    private String ready;

    private Esg(Path dir, String host, List<String> more) throws IOException {
        this(dir, host, Namespace.HERE, more, List.of());
    }

    private Esg(Path dir, String host, Namespace namespace, List<String> more, List<String> flags) throws IOException {
        this.dir = dir;
        this.flags = flags;
        this.host = host;
        this.namespace = namespace;
        outside = Ports.free();
        inside = Ports.free();
        http = Ports.free();
        sets = new ArrayList<>();
        sets.add("esg.data-dir=" + dir.resolve("data"));
        sets.add("esg.log-dir=" + dir.resolve("log"));
        sets.add("esg.http.host=" + namespace.address());
        sets.add("esg.http.port=" + http);
        sets.add("esg.cluster.port=" + Ports.free());
        sets.add("esg.roles.esg.listen=" + listen(outside));
        sets.add("esg.roles.sg.listen=" + listen(inside));
        sets.add("esg.roles.sg.trusted=[\"127.0.0.0/8\",\"::1\"]");
        sets.addAll(more);
        process = spawn();
        ready = awaitReady();
    }

    /** On 127.0.0.1. */
    static Esg start(Path dir, String... sets) throws IOException {
        return new Esg(dir, "127.0.0.1", List.of(sets));
    }

    /** On 127.0.0.1, with what {@code --demo} adds. */
    static Esg startDemo(Path dir, String... sets) throws IOException {
        return new Esg(dir, "127.0.0.1", Namespace.HERE, List.of(sets), List.of("--demo"));
    }

    /** With the domain the scenarios use. */
    static Esg startOn(String host, Path dir, String... sets) throws IOException {
        return new Esg(dir, host, List.of(sets));
    }

    /** In a namespace, its listeners at this address there. */
    static Esg startIn(Namespace namespace, String host, Path dir, List<String> sets) throws IOException {
        return new Esg(dir, host, namespace, sets, List.of());
    }

    /** On 127.0.0.1, where others of its cluster know its port. */
    static Esg startMember(Path dir, int cluster, List<String> sets) throws IOException {
        var all = new ArrayList<>(sets);
        all.add("esg.cluster.port=" + cluster);
        return new Esg(dir, "127.0.0.1", all);
    }

    private String listen(int port) {
        return "[{transport=udp,host=\"" + host + "\",port=" + port + "},{transport=tcp,host=\"" + host + "\",port="
                + port + "}]";
    }

    private Process spawn() throws IOException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "--sun-misc-unsafe-memory-access=allow",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                "esg.esg.Main",
                "run"));
        command.addAll(flags);
        for (var set : sets) command.addAll(List.of("--set", set));
        Files.createDirectories(dir);
        return new ProcessBuilder(namespace.running(command))
                .redirectOutput(dir.resolve("stdout").toFile())
                .redirectError(
                        ProcessBuilder.Redirect.appendTo(dir.resolve("stderr").toFile()))
                .start();
    }

    private String awaitReady() {
        var line = new String[1];
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> {
                    if (!process.isAlive()) throw new AssertionError("the gateway has ended:\n" + log());
                    var lines = Files.readAllLines(dir.resolve("stdout"));
                    if (!lines.isEmpty()) line[0] = lines.getFirst();
                    return !lines.isEmpty();
                });
        return line[0];
    }

    String readyLine() {
        return ready;
    }

    /** Lines on standard output. */
    List<String> output() throws IOException {
        return Files.readAllLines(dir.resolve("stdout"));
    }

    /** Everything it has logged. */
    String log() {
        try {
            return Files.readString(dir.resolve("stderr"));
        } catch (IOException e) {
            return e.toString();
        }
    }

    /** SIGTERM; the exit code. */
    int terminate() {
        process.destroy();
        return awaitExit();
    }

    /** SIGKILL. */
    void kill() {
        process.destroyForcibly();
        awaitExit();
    }

    /** Ends by itself or because another told it to; the exit code. */
    int awaitExit() {
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) throw new AssertionError("does not end:\n" + log());
            return process.exitValue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Again, with the same ports and data. */
    void restart() throws IOException {
        Files.writeString(dir.resolve("stdout"), "");
        process = spawn();
        ready = awaitReady();
    }

    /** The tenant that owns all accounts of the scenarios. */
    void domain() {
        post("/rest/v1/master/domains", Map.of("d", D, "name", "Test"));
    }

    JsonNode account(Map<String, Object> fields) {
        return post("/rest/v1/uc/providers", with(fields));
    }

    /** An account reg1 of one domain that registers. */
    static Map<String, Object> registering(String user, String domain, Map<String, Object> more) {
        var account = new HashMap<String, Object>(Map.of(
                "code", "reg1", "reg", true, "username", user, "pwd", "3y82lS5", "domain", domain, "trunks", 10));
        account.putAll(more);
        return account;
    }

    JsonNode route(Map<String, Object> fields) {
        return post("/rest/v1/uc/routes", with(fields));
    }

    /** What comes from providers goes to whoever listens there. */
    JsonNode routeIn(String host, int port) {
        return route(Map.of(
                "name",
                "in",
                "priority",
                10,
                "origin",
                "provider",
                "action",
                "uri",
                "target",
                "sip:" + host + ":" + port));
    }

    /** Who calls this number from inside leaves by that account, to another user there. */
    JsonNode routeOut(String number, String account, String user) {
        return route(Map.of(
                "name",
                "out " + number,
                "priority",
                10,
                "origin",
                "subscriber",
                "to",
                number,
                "action",
                "external",
                "target",
                account,
                "touser",
                user));
    }

    JsonNode normalization(Map<String, Object> fields) {
        return post("/rest/v1/uc/normalizationrules", with(fields));
    }

    JsonNode subscriber(Map<String, Object> fields) {
        return post("/rest/v1/uc/subscribers", with(fields));
    }

    private static Map<String, Object> with(Map<String, Object> fields) {
        var all = new java.util.HashMap<String, Object>(fields);
        all.put("d", D);
        return all;
    }

    JsonNode post(String path, Map<String, Object> body) {
        var answer = call("POST", path, body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return read(answer.body());
    }

    HttpResponse<String> call(String method, String path, Map<String, Object> body) {
        try {
            return client.send(request(method, path, body), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError(method + " " + path, e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** The first one, which is an administrator's. */
    String token() {
        try {
            return Files.readString(dir.resolve("data/admin.token")).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private HttpRequest request(String method, String path, Map<String, Object> body) {
        try {
            var type = method.equals("PATCH") ? "application/merge-patch+json" : "application/json";
            return HttpRequest.newBuilder(URI.create("http://" + namespace.address() + ":" + http + path))
                    .header("Authorization", "Bearer " + token())
                    .header("Content-Type", type)
                    .timeout(Duration.ofSeconds(10))
                    .method(
                            method,
                            body.isEmpty()
                                    ? BodyPublishers.noBody()
                                    : BodyPublishers.ofString(JSON.writeValueAsString(body)))
                    .build();
        } catch (IOException e) {
            throw new AssertionError(method + " " + path, e);
        }
    }

    JsonNode get(String path) {
        var answer = call("GET", path, Map.of());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return read(answer.body());
    }

    static JsonNode read(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new AssertionError(text, e);
        }
    }

    /** The account as the monitor shows it. */
    JsonNode registration(String code) {
        for (var server : servers()) {
            for (var reg : server.get("regs")) if (reg.get("code").asText().equals(code)) return reg;
        }
        throw new AssertionError("no account " + code + " in the monitor");
    }

    /** The instances of its site as its monitor shows them. */
    JsonNode servers() {
        return get("/api/monitor/v1/esg/active?regs=true").at("/data/sites/0/servers");
    }

    JsonNode awaitRegistration(String code, String state) {
        await(code + " " + state)
                .atMost(Duration.ofSeconds(20))
                .ignoreException(AssertionError.class)
                .until(() -> registration(code).get("regstate").asText().equals(state));
        return registration(code);
    }

    /** Live and ended calls, newest first. */
    List<JsonNode> calls() {
        var calls = new ArrayList<JsonNode>();
        get("/api/monitor/v1/calls").at("/data/calls").forEach(calls::add);
        return calls;
    }

    /** Packets in its log with the line before each, the oldest first, which have all of these in them. */
    List<String> packets(String... parts) {
        return logged("trn_")
                .flatMap(file -> Stream.of(file.split("(?m)^(?=\\d\\d:\\d\\d:\\d\\d\\.\\d{3} <0\\.)")))
                .filter(packet -> Stream.of(parts).allMatch(packet::contains))
                .toList();
    }

    /** Lines about registrations and pings, the oldest first. */
    List<String> traces() {
        return logged("erl_").flatMap(String::lines).toList();
    }

    private Stream<String> logged(String kind) {
        try (var files = Files.list(dir.resolve("log/esg1@" + host + "/sip"))) {
            var texts = new ArrayList<String>();
            for (var file : files.sorted().toList())
                if (file.getFileName().toString().startsWith(kind)) texts.add(Files.readString(file, ISO_8859_1));
            return texts.stream();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Lines of its events from now on, as they come. */
    List<String> listen() {
        var lines = new CopyOnWriteArrayList<String>();
        Thread.ofVirtual().start(() -> {
            try {
                client.send(request("GET", "/api/events", Map.of()), BodyHandlers.ofLines())
                        .body()
                        .forEach(lines::add);
            } catch (IOException | UncheckedIOException | InterruptedException e) {
                lines.add(e.toString()); // the gateway has ended
            }
        });
        await("it tells events").until(() -> !lines.isEmpty());
        return lines;
    }

    /** No call may outlive its scenario, nor keep a trunk. */
    void awaitNoCalls() {
        await("no call left").atMost(Duration.ofSeconds(40)).untilAsserted(() -> {
            assertThat(calls())
                    .allSatisfy(call -> assertThat(call.get("state").asText())
                            .as("%s", call)
                            .isEqualTo("ended"));
            for (var reg : get("/api/monitor/v1/esg/active?regs=true").at("/data/sites/0/servers/0/regs")) {
                assertThat(reg.get("onlinetrunkcount").asInt())
                        .as("trunks of %s", reg.get("code"))
                        .isZero();
            }
        });
    }

    @Override
    public void close() {
        if (process.isAlive()) terminate();
    }
}
