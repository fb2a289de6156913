package esg.admin.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The console as a browser gets it: without a token, by the very build that goes into the gateway. */
class ConsoleTest extends AdminFixture {
    private HttpResponse<byte[]> get(String path, String... headers) throws Exception {
        var request = HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + server.address().getPort() + path));
        for (int i = 0; i < headers.length; i += 2) request.header(headers[i], headers[i + 1]);
        return CLIENT.send(request.build(), BodyHandlers.ofByteArray());
    }

    private String asset() throws Exception {
        var index = new String(get("/").body(), StandardCharsets.UTF_8);
        var script = Pattern.compile("src=\"(/assets/[^\"]+\\.js)\"").matcher(index);
        assertThat(script.find()).isTrue();
        return script.group(1);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"/", "/index.html", "/monitoring/calls", "/diagram/a84b%40192.0.2.1", "/apis", "/restful"})
    void pathsTheConsoleRoutesGiveItsPage(String path) throws Exception {
        var page = get(path);
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(header(page, "Content-Type")).startsWith("text/html");
        assertThat(new String(page.body(), StandardCharsets.UTF_8)).contains("<div id=\"root\">");
        assertThat(header(page, "Cache-Control")).isEqualTo("no-store");
        assertThat(header(page, "Content-Security-Policy")).contains("script-src 'self';", "frame-ancestors 'none'");
    }

    @Test
    void thePageHasNoScriptInIt() throws Exception {
        assertThat(new String(get("/").body(), StandardCharsets.UTF_8))
                .doesNotContainPattern("<script(?![^>]*\\ssrc=)")
                .doesNotContainPattern("\\son[a-z]+=");
    }

    @Test
    void assetsAreKeptForLongAndSentSmall() throws Exception {
        var plain = get(asset());
        assertThat(header(plain, "Cache-Control")).contains("immutable");
        assertThat(header(plain, "Content-Encoding")).isEmpty();
        var zipped = get(asset(), "Accept-Encoding", "br, gzip");
        assertThat(header(zipped, "Content-Encoding")).isEqualTo("gzip");
        assertThat(zipped.body().length).isLessThan(plain.body().length / 2);
        assertThat(new GZIPInputStream(new ByteArrayInputStream(zipped.body())).readAllBytes())
                .isEqualTo(plain.body());
        assertThat(header(get(asset(), "Accept-Encoding", "gzip;q=0, br"), "Content-Encoding"))
                .isEmpty();
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource({
        "/assets/none.js, 404",
        "/assets/../admin/openapi.yaml, 200", // a path of the console
        "/assets/..%2f..%2freference.conf, 404",
        "/reference.conf, 404",
        "/assets/, 404",
        "/api/none, 401",
        "/rest/none, 401",
        "/metrics/none, 404",
        "/api, 200",
    })
    void nothingElseIsServed(String path, int status) throws Exception {
        var answer = get(path);
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(new String(answer.body(), StandardCharsets.UTF_8)).doesNotContain("openapi: 3");
    }

    @Test
    void isReadOnly() throws Exception {
        problem(send("POST", "/monitoring/calls", "{}"), 404);
    }
}
