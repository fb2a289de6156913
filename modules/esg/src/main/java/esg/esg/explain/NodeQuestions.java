package esg.esg.explain;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.typesafe.config.Config;
import esg.esg.settings.EsgSettings;
import esg.esg.settings.StartFailure;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Map;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** Asks a node over REST. */
public final class NodeQuestions {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration WITHIN = Duration.ofSeconds(30);

    private final String url;
    private final String token;

    /**
     * Asks this one.
     *
     * @param url of the node without a path, {@code http://127.0.0.1:8080}
     */
    public NodeQuestions(String url, String token) {
        this.url = url.replaceFirst("/+$", "");
        this.token = token;
    }

    /**
     * The node with these settings, on this machine.
     *
     * @param url in place of what they say; null = as they say
     * @param token the same; null = theirs, or the one in the data directory
     * @throws StartFailure when there is no token
     */
    public static NodeQuestions of(Config config, @Nullable String url, @Nullable String token)
            throws StartFailure, IOException {
        var settings = EsgSettings.from(config);
        var http = settings.http();
        var host = http.host().equals("0.0.0.0") ? "127.0.0.1" : http.host().equals("::") ? "::1" : http.host();
        var at = "http://" + (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + http.port();
        return new NodeQuestions(url == null ? at : url, token == null ? token(config, settings) : token);
    }

    private static String token(Config config, EsgSettings settings) throws IOException, StartFailure {
        var set = config.getString("esg.admin.token");
        if (!set.isEmpty()) return set;
        var kept = settings.dataDir().resolve("admin.token");
        if (!Files.isReadable(kept))
            throw new StartFailure(kept + ": no such file, or not readable; --token gives the token");
        return Files.readString(kept).strip();
    }

    /** What it answers. */
    public JsonNode get(String path) throws NoAnswer {
        return send("GET", path, null);
    }

    /** Has it delete a document. */
    public void delete(String path) throws NoAnswer {
        send("DELETE", path, null);
    }

    /** What it answers to a document. */
    public JsonNode post(String path, Map<String, Object> document) throws NoAnswer {
        return send("POST", path, document);
    }

    private JsonNode send(String method, String path, @Nullable Map<String, Object> document) throws NoAnswer {
        try (var client = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(URI.create(url + path))
                    .header("Authorization", "Bearer " + token)
                    .header("Content-Type", "application/json")
                    .timeout(WITHIN)
                    .method(
                            method,
                            document == null
                                    ? BodyPublishers.noBody()
                                    : BodyPublishers.ofString(JSON.writeValueAsString(document)));
            return read(client.send(request.build(), BodyHandlers.ofString()));
        } catch (IllegalArgumentException e) {
            throw new NoAnswer(url + ": " + e.getMessage());
        } catch (IOException e) {
            throw new NoAnswer(url + " does not answer (" + e.getClass().getSimpleName()
                    + "); is the node running? --url names another");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NoAnswer("interrupted");
        }
    }

    private static JsonNode read(HttpResponse<String> answer) throws NoAnswer {
        try {
            var document = JSON.readTree(answer.body());
            if (answer.statusCode() / 100 == 2) return document;
            var text = new StringJoiner("; ");
            for (var error : document.path("errors")) {
                text.add(error.path("field").asText() + " "
                        + error.path("message").asText());
            }
            throw new NoAnswer(
                    text.length() > 0
                            ? text.toString()
                            : document.path("detail").asText(),
                    answer.statusCode());
        } catch (JsonProcessingException e) {
            throw new NoAnswer("answer " + answer.statusCode() + " is no JSON");
        }
    }

    /** For people who want to see all of it. */
    public static String pretty(JsonNode document) {
        return document.toPrettyString();
    }
}
