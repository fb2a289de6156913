package esg.admin.rest;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.apache.pekko.http.javadsl.model.ContentType;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpCharsets;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.MediaTypes;
import org.apache.pekko.http.javadsl.model.StatusCodes;
import org.apache.pekko.http.javadsl.model.headers.Location;
import org.apache.pekko.http.javadsl.model.headers.RawHeader;

/**
 * The API's description, open to all since it holds no secret and a browser's first visit carries no token: the
 * OpenAPI document and the Swagger page over it. A fixed list of files, so no path reaches anything else.
 */
final class Pages {
    private static final ContentType YAML =
            MediaTypes.applicationBinary("yaml", true).toContentType();
    private static final ContentType SCRIPT = MediaTypes.APPLICATION_JAVASCRIPT.toContentType(HttpCharsets.UTF_8);
    private static final ContentType STYLE = MediaTypes.TEXT_CSS.toContentType(HttpCharsets.UTF_8);
    private static final String OURS = "/esg/admin/";
    private static final String SWAGGER = "/META-INF/resources/webjars/swagger-ui/" + swaggerVersion() + "/";

    private record Page(String resource, ContentType type) {}

    private static final Page INDEX = new Page(OURS + "swagger.html", ContentTypes.TEXT_HTML_UTF8);
    private static final Map<String, Page> PAGES = Map.of(
            "/api", INDEX,
            "/api/", INDEX,
            "/api/openapi.yaml", new Page(OURS + "openapi.yaml", YAML),
            "/api/swagger-ui/start.js", new Page(OURS + "swagger-start.js", SCRIPT),
            "/api/swagger-ui/swagger-ui.css", new Page(SWAGGER + "swagger-ui.css", STYLE),
            "/api/swagger-ui/swagger-ui-bundle.js", new Page(SWAGGER + "swagger-ui-bundle.js", SCRIPT));

    private Pages() {}

    static Optional<HttpResponse> find(String method, String path) {
        // What a browser asks for first, in a build without the console.
        if (path.equals("/") && method.equals("GET")) {
            return Optional.of(
                    HttpResponse.create().withStatus(StatusCodes.FOUND).addHeader(Location.create("/api")));
        }
        return Optional.ofNullable(PAGES.get(path))
                .map(page -> method.equals("GET") || method.equals("HEAD")
                        ? served(page)
                        : Problem.notAllowed(method, "GET, HEAD").response());
    }

    private static HttpResponse served(Page page) {
        try (InputStream in = Pages.class.getResourceAsStream(page.resource())) {
            if (in == null) {
                return Problem.of(404, "This build has no " + page.resource()).response();
            }
            return HttpResponse.create()
                    .addHeader(RawHeader.create("X-Content-Type-Options", "nosniff"))
                    .addHeader(RawHeader.create(
                            "Content-Security-Policy",
                            "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:"))
                    .withEntity(page.type(), in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String swaggerVersion() {
        try (InputStream in =
                Pages.class.getResourceAsStream("/META-INF/maven/org.webjars/swagger-ui/pom.properties")) {
            var properties = new Properties();
            if (in != null) {
                properties.load(in);
            }
            return properties.getProperty("version", "absent");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
