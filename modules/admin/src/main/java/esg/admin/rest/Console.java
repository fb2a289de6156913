package esg.admin.rest;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import org.apache.pekko.http.javadsl.model.ContentType;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpCharsets;
import org.apache.pekko.http.javadsl.model.HttpHeader;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.MediaTypes;
import org.apache.pekko.http.javadsl.model.headers.RawHeader;
import org.jspecify.annotations.Nullable;

/**
 * The web console's files, open to all since they hold no secret. Paths the console itself routes ({@code /monitoring/calls}) give its
 * first page, so that a link or a reload stays where it is.
 */
final class Console {
    private static final String FILES = "/esg/console/";
    private static final String INDEX = "index.html";
    private static final String ASSETS = "assets/";
    private static final Pattern NAME = Pattern.compile("(assets/)?[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)+");
    private static final Pattern GZIP = Pattern.compile("\\bgzip\\b(?!\\s*;\\s*q=0(\\.0+)?\\s*(,|$))");
    private static final Map<String, ContentType> TYPES = Map.of(
            "html", ContentTypes.TEXT_HTML_UTF8,
            "js", MediaTypes.APPLICATION_JAVASCRIPT.toContentType(HttpCharsets.UTF_8),
            "css", MediaTypes.TEXT_CSS.toContentType(HttpCharsets.UTF_8),
            "svg", MediaTypes.IMAGE_SVG_XML.toContentType());
    // Mantine writes style elements and attributes; scripts come from files alone.
    private static final String POLICY = "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline';"
            + " img-src 'self' data: blob:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors"
            + " 'none'";

    private record Content(ContentType type, byte[] plain, byte[] zipped) {}

    private final Map<String, Content> read = new ConcurrentHashMap<>(); // of files there are, so it stays small

    /** The file a browser asks for; empty when the path is not the console's, or this build has no console. */
    Optional<HttpResponse> find(HttpRequest request) {
        String path = request.getUri().path();
        if (!isOurs(path)) return Optional.empty();
        String method = request.method().value();
        if (!method.equals("GET") && !method.equals("HEAD")) return Optional.empty();
        String name = path.substring(1);
        if (!NAME.matcher(name).matches() && !name.startsWith(ASSETS)) name = INDEX;
        var content = content(name);
        if (content == null) return Optional.empty();
        return Optional.of(served(request, name, content));
    }

    private static boolean isOurs(String path) {
        return path.startsWith("/") && !isUnder(path, "/api") && !isUnder(path, "/rest") && !isUnder(path, "/metrics");
    }

    private static boolean isUnder(String path, String root) {
        return path.equals(root) || path.startsWith(root + "/");
    }

    private static HttpResponse served(HttpRequest request, String name, Content content) {
        boolean zip = request.getHeader("Accept-Encoding")
                .filter(header ->
                        GZIP.matcher(header.value().toLowerCase(Locale.ROOT)).find())
                .isPresent();
        var headers = new ArrayList<HttpHeader>(List.of(
                RawHeader.create("Content-Security-Policy", POLICY),
                RawHeader.create("X-Content-Type-Options", "nosniff"),
                RawHeader.create("Referrer-Policy", "no-referrer"),
                RawHeader.create("Cache-Control", caching(name)),
                RawHeader.create("Vary", "Accept-Encoding")));
        if (zip) headers.add(RawHeader.create("Content-Encoding", "gzip"));
        return HttpResponse.create()
                .addHeaders(headers)
                .withEntity(content.type(), zip ? content.zipped() : content.plain());
    }

    private static String caching(String name) {
        if (name.equals(INDEX)) return "no-store";
        // The names of assets hold a hash of what is in them.
        return name.startsWith(ASSETS) ? "public, max-age=31536000, immutable" : "public, max-age=3600";
    }

    private @Nullable Content content(String name) {
        var known = read.get(name);
        if (known != null) return known;
        var type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
        if (type == null || !NAME.matcher(name).matches()) return null;
        try (InputStream in = Console.class.getResourceAsStream(FILES + name)) {
            if (in == null) return null;
            byte[] plain = in.readAllBytes();
            var content = new Content(type, plain, zipped(plain));
            read.put(name, content);
            return content;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] zipped(byte[] plain) throws IOException {
        var bytes = new ByteArrayOutputStream(plain.length / 3);
        try (var zip = new GZIPOutputStream(bytes)) {
            zip.write(plain);
        }
        return bytes.toByteArray();
    }
}
