package esg.esg;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code ./esg token} in front of a node that answers what a test wants. */
class TokenCommandTest {
    private static final String LISTED = """
        {"items": [{"id": "t 1", "name": "noc", "role": "viewer", "enabled": true, "lastused": "2026-01-02T03:04:05Z"},
                   {"id": "t2", "name": "acme", "role": "domainadmin", "d": "acme.example", "enabled": false}], "total": 2}
        """;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final List<String> asked = new ArrayList<>();
    private HttpServer node;
    private int status = 200;
    private String answer = LISTED;

    @TempDir
    Path dir = Path.of("");

    @SuppressWarnings("NullAway.Init")
    TokenCommandTest() {}

    @BeforeEach
    void start() throws IOException {
        Files.writeString(dir.resolve("admin.token"), "secret\n");
        node = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        node.createContext("/", exchange -> {
            var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " " + body);
            boolean deletes = exchange.getRequestMethod().equals("DELETE");
            var bytes = answer.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(deletes ? 204 : status, deletes ? -1 : bytes.length);
            if (!deletes) exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        node.start();
    }

    @AfterEach
    void stop() {
        node.stop(0);
    }

    private int token(String... arguments) {
        var settings =
                Stream.of("--set", "esg.http.port=" + node.getAddress().getPort(), "--set", "esg.data-dir=" + dir);
        return new CommandLine(new TokenCommand())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(Stream.concat(Stream.of(arguments), settings).toArray(String[]::new));
    }

    @Test
    void printsTheTokenThatWasMadeAndNothingElse() {
        answer = "{\"id\": \"t3\", \"token\": \"esg_abc\"}";
        assertThat(token("add", "--name", "acme", "--role", "domainadmin", "--domain", "acme.example"))
                .isZero();
        assertThat(out.toString()).isEqualTo("esg_abc" + System.lineSeparator());
        assertThat(asked)
                .containsExactly(
                        "POST /rest/v1/master/tokens {\"name\":\"acme\",\"role\":\"domainadmin\",\"d\":\"acme.example\"}");
    }

    @Test
    void saysWhichFieldTheNodeRefuses() {
        status = 422;
        answer = "{\"errors\": [{\"field\": \"role\", \"message\": \"must be one of admin, domainadmin, viewer\"}]}";
        assertThat(token("add", "--name", "a", "--role", "king")).isEqualTo(2);
        assertThat(err.toString()).contains("esg: role must be one of");
    }

    @Test
    void listsThem() {
        assertThat(token("list")).isZero();
        assertThat(out.toString().lines())
                .anySatisfy(
                        line -> assertThat(line).startsWith("noc ").contains("viewer", " all ", "2026-01-02T03:04:05Z"))
                .anySatisfy(line -> assertThat(line).startsWith("acme ").contains("acme.example", "disabled", "never"));
    }

    @Test
    void revokesByName() {
        assertThat(token("revoke", "noc")).isZero();
        assertThat(asked).last().asString().startsWith("DELETE /rest/v1/master/tokens/t");
        assertThat(token("revoke", "nobody")).isEqualTo(2);
        assertThat(err.toString()).contains("there is no token nobody");
    }
}
