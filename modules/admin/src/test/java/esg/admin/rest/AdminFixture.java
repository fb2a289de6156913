package esg.admin.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.typesafe.config.ConfigFactory;
import esg.admin.events.Event;
import esg.admin.monitor.CallPackets;
import esg.admin.monitor.CallQuery;
import esg.admin.monitor.FoundCalls;
import esg.admin.monitor.Monitor;
import esg.admin.monitor.NodeState;
import esg.domain.account.Account;
import esg.domain.ban.PinnedBan;
import esg.domain.border.BorderRule;
import esg.domain.config.Domain;
import esg.domain.normalize.NormalizationRule;
import esg.domain.pattern.Network;
import esg.domain.route.Route;
import esg.domain.subscriber.Aor;
import esg.domain.subscriber.Binding;
import esg.domain.subscriber.Subscriber;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.stream.javadsl.Source;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** The REST server on a port of its own, with repositories in memory and nodes that say what a test has put there. */
abstract class AdminFixture {
    static final String TOKEN = "secret-token";
    static final String PROVIDERS = "/rest/v1/uc/providers";
    static final String BORDER_RULES = "/rest/v1/master/borderrules";
    static final String ACCOUNT = """
        {"id": "p1", "d": "acme", "code": "pbx2", "username": "provider", "pwd": "pa55", "domain": "sip.example",
         "reg": true}\
        """;
    static final Network OWN = Network.of(InetAddress.ofLiteral("192.0.2.7"));
    static final ObjectMapper JSON = new ObjectMapper();
    static final HttpClient CLIENT = HttpClient.newHttpClient();
    static ActorTestKit kit;

    static final AdminSettings.Limits LIMITS = new AdminSettings.Limits(10_000, 5_000, 100, 1_000, 20_000);

    final InMemoryRepository<Domain> domains = new InMemoryRepository<>(Domain::d, Domain::d, Domain::d);
    final InMemoryRepository<Account> accounts = new InMemoryRepository<>(
            Account::id, Account::d, account -> account.key().toString());
    final InMemoryRepository<Route> routes = new InMemoryRepository<>(Route::id, Route::d, Route::id);
    final InMemoryRepository<NormalizationRule> normalization =
            new InMemoryRepository<>(NormalizationRule::id, NormalizationRule::d, NormalizationRule::id);
    final InMemoryRepository<BorderRule> border = new InMemoryRepository<>(BorderRule::id, _ -> "", BorderRule::id);
    final InMemoryRepository<Subscriber> subscribers = new InMemoryRepository<>(
            Subscriber::id, Subscriber::d, subscriber -> subscriber.aor().toString());
    final InMemoryRepository<PinnedBan> pins = new InMemoryRepository<>(PinnedBan::id, _ -> "", PinnedBan::id);
    final FakeProviders providers = new FakeProviders();
    final FakeAccess access = new FakeAccess();
    final FakeRecords records = new FakeRecords();
    AdminServer.Binding server = start(0);

    @BeforeAll
    static void startSystem() {
        kit = ActorTestKit.create("admin", ConfigFactory.load());
    }

    @AfterAll
    static void stopSystem() {
        kit.shutdownTestKit();
    }

    @BeforeEach
    void addDomain() {
        domains.insert(new Domain("acme", "Acme"));
    }

    @AfterEach
    void stopServer() {
        server.stop(Duration.ofSeconds(1)).toCompletableFuture().join();
    }

    static Binding binding() {
        return new Binding(
                new Aor("acme", "alice"),
                "sip:alice@192.0.2.5",
                "sip:alice@192.0.2.5;line=1",
                500,
                "c1",
                1,
                System.currentTimeMillis() + 60_000,
                0,
                List.of(),
                "phone",
                new Binding.Place("esg1@127.0.0.1", "udp:127.0.0.1:5060", "udp", "192.0.2.5:5060", false));
    }

    static NodeState.Call call() {
        return new NodeState.Call(
                "c1@a",
                "p1",
                "acme",
                "in",
                "100",
                "200",
                "talking",
                Instant.EPOCH,
                null,
                null,
                List.of("c1@a", "c2@b"),
                null,
                null,
                List.of(),
                null);
    }

    static final List<Event> EVENTS = List.of(
            new Event("registration", "acme", Map.of("at", "2026-01-01T10:00:00Z", "regstate", "failed")),
            new Event("node", "", Map.of("state", "down")));

    static CompletionStage<CallPackets.Everywhere> packets(CallPackets.Search search) {
        assertThat(search.callIds()).containsExactlyInAnyOrder("c1@a", "c2@b");
        var packet = new CallPackets.Packet(
                Instant.EPOCH,
                false,
                true,
                "udp",
                "192.0.2.1:5060",
                "",
                "c2@b",
                "BYE sip:a SIP/2.0",
                "2 BYE",
                "",
                "BYE sip:a SIP/2.0\r\n\r\n");
        var found = new CallPackets.Found("esg1@127.0.0.1", List.of(packet), true, true);
        return CompletableFuture.completedFuture(new CallPackets.Everywhere(List.of(found), List.of()));
    }

    /** Which has one call. */
    private record OneNode(NodeState node) implements Monitor {
        @Override
        public CompletionStage<List<NodeState>> nodes(Wanted wanted) {
            return CompletableFuture.completedFuture(List.of(node));
        }

        @Override
        public CompletionStage<FoundCalls> calls(CallQuery query) {
            var chosen = Map.of(node.node(), query.choose(List.of(call())));
            return CompletableFuture.completedFuture(FoundCalls.of(query, chosen));
        }
    }

    AdminServer.Binding start(int port) {
        var node = new NodeState(
                "main_site",
                1,
                "esg1@127.0.0.1",
                "127.0.0.1",
                true,
                List.of(),
                List.of(new NodeState.RuleCount("r1", 7)));
        return AdminServer.start(
                        kit.system(),
                        new AdminSettings("127.0.0.1", port, TOKEN, false, LIMITS, AdminSettings.Terms.DEFAULT),
                        new Repositories(
                                Supplier::get,
                                domains,
                                accounts,
                                routes,
                                normalization,
                                border,
                                subscribers,
                                pins,
                                access.access(),
                                records),
                        new Running(
                                "esg1@127.0.0.1",
                                new OneNode(node),
                                new FakeNodes(),
                                () -> List.of(OWN),
                                () -> List.of(binding()),
                                new FakeBans(),
                                new FakeWhy(),
                                AdminServerTest::packets,
                                () -> "esg_build_info 1.0\n",
                                providers,
                                () -> Source.from(EVENTS)))
                .toCompletableFuture()
                .join();
    }

    HttpResponse<String> send(String method, String path, String body, String... headers) throws Exception {
        var request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + server.address().getPort() + path))
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .setHeader("Authorization", "Bearer " + TOKEN)
                .setHeader("Content-Type", "application/json");
        for (int i = 0; i < headers.length; i += 2) {
            request.setHeader(headers[i], headers[i + 1]);
        }
        return CLIENT.send(request.build(), BodyHandlers.ofString());
    }

    static String header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }

    static JsonNode problem(HttpResponse<String> response, int status) throws Exception {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(header(response, "Content-Type")).isEqualTo("application/problem+json");
        var document = JSON.readTree(response.body());
        assertThat(document.path("status").asInt()).isEqualTo(status);
        assertThat(document.path("title").asText()).isNotEmpty();
        return document;
    }
}
