package esg.esg.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import esg.admin.events.Event;
import esg.domain.account.Secret;
import esg.esg.settings.WebhookSettings;
import esg.esg.settings.WebhookSettings.Hook;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WebhooksTest {
    private static final Duration SOON = Duration.ofMillis(10);
    private static final Duration LATE = Duration.ofMinutes(5);

    private record Told(String type, String signature, String body) {}

    private final List<Told> told = new CopyOnWriteArrayList<>();
    private final CountDownLatch goOn = new CountDownLatch(1);
    private final HttpServer server;
    private volatile int status = 204;
    private volatile boolean holds;

    WebhooksTest() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        goOn.countDown();
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            var headers = exchange.getRequestHeaders();
            told.add(new Told(
                    headers.getFirst("X-Esg-Event"),
                    String.valueOf(headers.getFirst("X-Esg-Signature")),
                    new String(exchange.getRequestBody().readAllBytes(), UTF_8)));
            if (holds) goOn.await();
            exchange.sendResponseHeaders(status, -1);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private Webhooks start(int queue, Duration giveUp, Secret secret) {
        var url = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/hook");
        var hook = new Hook(url, Set.of("call", "node"), secret);
        return Webhooks.start(new WebhookSettings(List.of(hook), queue, giveUp, Duration.ofSeconds(5)), SOON);
    }

    private static Event event(String type, Object id) {
        return new Event(type, "acme", Map.of("id", id, "at", "2026-01-01T10:00:00Z"));
    }

    private List<String> ids() {
        return told.stream()
                .map(one -> one.body().replaceAll(".*\"id\":(\\d+).*", "$1"))
                .toList();
    }

    @Test
    void tellsWhatIsWantedSigned() {
        try (var webhooks = start(10, LATE, Secret.of("key"))) {
            webhooks.tell(event("ban", 1));
            webhooks.tell(event("call", 2));
            await().until(() -> webhooks.count("sent") == 1);
        }
        // printf '%s' BODY | openssl dgst -sha256 -hmac key
        assertThat(told)
                .containsExactly(new Told(
                        "call",
                        "sha256=a9896b202610adcdb653538830d9507e318cc56d18b9a939ae045716ff340c69",
                        "{\"at\":\"2026-01-01T10:00:00Z\",\"id\":2}"));
    }

    @Test
    void withoutASecretItIsUnsigned() {
        try (var webhooks = start(10, LATE, Secret.NONE)) {
            webhooks.tell(event("node", 1));
            await().until(() -> webhooks.count("sent") == 1);
        }
        assertThat(told.getFirst().signature()).isEqualTo("null");
    }

    @Test
    void triesAgainUntilItIsTakenAndKeepsTheOrder() {
        status = 503;
        try (var webhooks = start(10, LATE, Secret.NONE)) {
            webhooks.tell(event("call", 1));
            webhooks.tell(event("call", 2));
            await().until(() -> told.size() >= 3);
            assertThat(ids()).containsOnly("1");
            status = 200;
            await().until(() -> webhooks.count("sent") == 2);
            assertThat(ids().getLast()).isEqualTo("2");
            assertThat(webhooks.count("given_up")).isZero();
        }
    }

    @Test
    void givesUpWhatIsTooOldAndGoesOn() {
        status = 302;
        try (var webhooks = start(10, Duration.ofMillis(100), Secret.NONE)) {
            webhooks.tell(event("call", 1));
            await().until(() -> webhooks.count("given_up") == 1);
            assertThat(told).as("tried more than once").hasSizeGreaterThan(1);
            status = 204;
            webhooks.tell(event("call", 2));
            await().until(() -> webhooks.count("sent") == 1);
            assertThat(ids().getLast()).isEqualTo("2");
        }
    }

    @Test
    void theOldestAreLostWhenTooManyWait() {
        holds = true;
        try (var webhooks = start(2, LATE, Secret.NONE)) {
            webhooks.tell(event("call", 1));
            await().until(() -> told.size() == 1);
            for (int i = 2; i <= 6; i++) webhooks.tell(event("call", i));
            assertThat(webhooks.count("lost")).isEqualTo(3);
            holds = false;
            goOn.countDown();
            await().until(() -> webhooks.count("sent") == 3);
        }
        assertThat(ids()).containsExactly("1", "5", "6");
    }

    @Test
    void nobodyIsToldWhereNobodyListens() throws IOException {
        server.stop(0);
        try (var webhooks = start(10, Duration.ofMillis(50), Secret.NONE)) {
            webhooks.tell(event("call", 1));
            await().until(() -> webhooks.count("given_up") == 1);
        }
        try (var none = Webhooks.start(new WebhookSettings(List.of(), 1, LATE, LATE), SOON)) {
            assertThat(none.any()).isFalse();
            none.tell(event("call", 1));
        }
    }
}
