package esg.esg.drill;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;

/** REST of the nodes, as anybody may use it. */
final class Rest implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** Ten thousand accounts in one document take seconds. */
    private static final Duration WITHIN = Duration.ofSeconds(60);

    private final HttpClient client = HttpClient.newHttpClient();
    private final String token;

    Rest(String token) {
        this.token = token;
    }

    /** What the node answers; fails when that is no success. */
    JsonNode get(String node, String path) throws IOException {
        return send(request(node, path).GET());
    }

    void post(String node, String path, Map<String, Object> document) throws IOException {
        send(request(node, path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(text(document))));
    }

    private static String text(Map<String, Object> document) throws JsonProcessingException {
        return JSON.writeValueAsString(document);
    }

    private HttpRequest.Builder request(String node, String path) {
        return HttpRequest.newBuilder(URI.create(node + path))
                .header("Authorization", "Bearer " + token)
                .timeout(WITHIN);
    }

    private JsonNode send(HttpRequest.Builder builder) throws IOException {
        var request = builder.build();
        try {
            var answer = client.send(request, BodyHandlers.ofString());
            if (answer.statusCode() / 100 != 2) {
                throw new IOException(
                        request.method() + " " + request.uri() + ": " + answer.statusCode() + " " + answer.body());
            }
            return JSON.readTree(answer.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
