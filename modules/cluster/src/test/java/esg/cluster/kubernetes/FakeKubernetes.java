package esg.cluster.kubernetes;

import static java.util.stream.Collectors.joining;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** Lists pods by namespace and labels and keeps leases as the API server does, over TLS, for who has the token. */
public final class FakeKubernetes implements AutoCloseable {
    private static final String TOKEN = "pod-token";
    private static final String PODS = "/api/v1/namespaces/telephony/pods";
    private static final String SELECTED = "labelSelector=app=esg,site=main";
    private static final String LEASES = "/apis/coordination.k8s.io/v1/namespaces/telephony/leases/";
    private static final char[] PASSWORD = "changeit".toCharArray();

    private final HttpsServer server;
    private final Path serviceAccount;
    private final List<String> running = new CopyOnWriteArrayList<>();
    private final Set<String> refused = ConcurrentHashMap.newKeySet();
    private final Leases leases = new Leases();
    private volatile boolean away;

    private FakeKubernetes(HttpsServer server, Path serviceAccount) {
        this.server = server;
        this.serviceAccount = serviceAccount;
    }

    /** Keeps its keys and what it puts into pods in this directory. */
    public static FakeKubernetes start(Path dir) throws IOException, GeneralSecurityException, InterruptedException {
        var keys = keys(dir.resolve("api.p12"));
        var account = Files.createDirectories(dir.resolve("serviceaccount"));
        Files.writeString(account.resolve("token"), TOKEN);
        Files.writeString(account.resolve("namespace"), "telephony");
        var pem = Base64.getMimeEncoder()
                .encodeToString(keys.getCertificate("api").getEncoded());
        Files.writeString(
                account.resolve("ca.crt"), "-----BEGIN CERTIFICATE-----\n" + pem + "\n-----END CERTIFICATE-----\n");
        var server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context(keys)));
        var fake = new FakeKubernetes(server, account);
        server.createContext("/", fake::answer);
        server.start();
        return fake;
    }

    private static KeyStore keys(Path file) throws IOException, GeneralSecurityException, InterruptedException {
        var keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        var options =
                "-genkeypair -alias api -keyalg EC -dname CN=kubernetes -ext san=ip:127.0.0.1 -validity 2 -storetype"
                        + " PKCS12";
        var command = new ArrayList<>(List.of(keytool));
        command.addAll(List.of(options.split(" ")));
        command.addAll(List.of("-keystore", file.toString(), "-storepass", new String(PASSWORD)));
        var made = new ProcessBuilder(command).redirectErrorStream(true);
        var process = made.start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) throw new IOException("keytool: " + said);
        return KeyStore.getInstance(file.toFile(), PASSWORD);
    }

    private static SSLContext context(KeyStore keys) throws GeneralSecurityException {
        var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD);
        var context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }

    /** What Kubernetes puts into the environment of each container. */
    public Map<String, String> environment() {
        return Map.of(
                "KUBERNETES_SERVICE_HOST",
                "127.0.0.1",
                "KUBERNETES_SERVICE_PORT",
                String.valueOf(server.getAddress().getPort()));
    }

    public Path serviceAccount() {
        return serviceAccount;
    }

    /** A pod is listed from now on. */
    void run(String ip) {
        running.add(ip);
    }

    /** Requests without the token. */
    Set<String> refused() {
        return refused;
    }

    /** From now on it answers nobody, or does again. */
    public void away(boolean goes) {
        away = goes;
    }

    public Leases leases() {
        return leases;
    }

    private void answer(HttpExchange exchange) throws IOException {
        var uri = exchange.getRequestURI();
        var token = exchange.getRequestHeaders().getFirst("Authorization");
        boolean allowed = ("Bearer " + TOKEN).equals(token);
        var answer = answer(exchange, allowed);
        if (answer.status == 403) refused.add(uri + " " + token);
        reply(exchange, answer.status, answer.json);
    }

    private Answer answer(HttpExchange exchange, boolean allowed) throws IOException {
        if (away) return new Answer(503, "{}");
        if (!allowed) return new Answer(403, "{}");
        var path = exchange.getRequestURI().getPath();
        if (path.startsWith(LEASES)) {
            var body = exchange.getRequestBody().readAllBytes();
            return leases.answer(exchange.getRequestMethod(), path.substring(LEASES.length()), body);
        }
        boolean pods =
                path.equals(PODS) && SELECTED.equals(exchange.getRequestURI().getQuery());
        return pods ? new Answer(200, pods()) : new Answer(404, "{}");
    }

    record Answer(int status, String json) {}

    /** The parts of a pod list that describe where pods are; one pod waits for its address, one is being deleted. */
    private String pods() {
        var pending = "{\"metadata\":{\"name\":\"esg-pending\"},\"spec\":{\"containers\":[{\"name\":\"esg\"}]},"
                + "\"status\":{\"phase\":\"Pending\"}}";
        var pods = running.stream().map(ip -> pod(ip, "")).collect(joining(","));
        var deleted = pod("127.0.0.99", ",\"deletionTimestamp\":\"2026-01-01T00:00:00Z\"");
        return "{\"kind\":\"PodList\",\"apiVersion\":\"v1\",\"items\":[" + pending + "," + deleted
                + (pods.isEmpty() ? "" : "," + pods) + "]}";
    }

    private static String pod(String ip, String metadata) {
        return "{\"metadata\":{\"name\":\"esg-" + ip + "\"" + metadata
                + "},\"spec\":{\"containers\":[{\"name\":\"esg\",\"ports\":[{\"containerPort\":17355}]}]},"
                + "\"status\":{\"phase\":\"Running\",\"podIP\":\"" + ip + "\",\"containerStatuses\":"
                + "[{\"name\":\"esg\",\"state\":{\"running\":{}}}]}}";
    }

    private static void reply(HttpExchange exchange, int status, String json) throws IOException {
        var bytes = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
