package esg.esg.webhook;

import esg.admin.events.Event;
import esg.esg.settings.WebhookSettings.Hook;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

/** Where events are posted to. */
final class Receiver {
    private static final String HMAC = "HmacSHA256";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient client;
    private final Hook hook;
    private final Duration timeout;

    /** @param timeout until it must have answered */
    Receiver(HttpClient client, Hook hook, Duration timeout) {
        this.client = client;
        this.hook = hook;
        this.timeout = timeout;
    }

    /** Posts an event; "" when it was taken, else why it was not. */
    String post(Event event) throws InterruptedException {
        var body = body(event);
        var request = HttpRequest.newBuilder(hook.url())
                .timeout(timeout)
                .header("Content-Type", "application/json")
                .header("X-Esg-Event", event.type())
                .POST(BodyPublishers.ofByteArray(body));
        if (!hook.secret().isEmpty()) request.header("X-Esg-Signature", signature(body));
        try {
            return told(client.sendAsync(request.build(), BodyHandlers.discarding()));
        } catch (RuntimeException e) {
            return e.toString();
        }
    }

    /** The request's own time is over with the head of the answer, and what follows may come for ever. */
    private String told(CompletableFuture<HttpResponse<Void>> answer) throws InterruptedException {
        try {
            int status = answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS).statusCode();
            return status / 100 == 2 ? "" : "status " + status;
        } catch (ExecutionException e) {
            return String.valueOf(e.getCause());
        } catch (TimeoutException _) {
            answer.cancel(true);
            return "no whole answer within " + timeout.toMillis() + " ms";
        }
    }

    /** As {@code GET /api/events} tells it. */
    private static byte[] body(Event event) {
        try {
            return JSON.writeValueAsBytes(new TreeMap<>(event.data()));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an event cannot be written", e);
        }
    }

    private String signature(byte[] body) {
        try {
            var mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(hook.secret().reveal().getBytes(StandardCharsets.UTF_8), HMAC));
            return "sha256=" + HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e); // every JVM has it
        }
    }

    /** For the log: what stands behind the host may be a secret. */
    @Override
    public String toString() {
        return hook.url().getScheme() + "://" + hook.url().getHost()
                + (hook.url().getPort() < 0 ? "" : ":" + hook.url().getPort());
    }
}
