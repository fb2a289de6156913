package esg.esg.webhook;

import esg.admin.events.Event;
import esg.esg.settings.WebhookSettings;
import esg.esg.settings.WebhookSettings.Hook;
import esg.esg.webhook.Deliveries.Patience;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpClient.Version;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Posts events to all who want them (esg.webhooks). Nothing here is waited for. */
public final class Webhooks implements AutoCloseable {
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);

    private record Wanted(Hook hook, Deliveries deliveries) {}

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpClient client;
    private final Figures figures = new Figures();
    private final List<Wanted> wanted = new ArrayList<>();

    private Webhooks(WebhookSettings settings, Duration firstPause) {
        client = HttpClient.newBuilder()
                .connectTimeout(settings.timeout())
                .followRedirects(Redirect.NEVER)
                .version(Version.HTTP_1_1)
                .executor(threads)
                .build();
        var patience = new Patience(settings.queue(), settings.giveUp(), firstPause);
        for (var hook : settings.hooks()) {
            var receiver = new Receiver(client, hook, settings.timeout());
            wanted.add(new Wanted(hook, new Deliveries(receiver, patience, figures)));
        }
    }

    public static Webhooks start(WebhookSettings settings) {
        return start(settings, FIRST_PAUSE);
    }

    /** @param firstPause after the first failure; each is followed by one twice as long */
    static Webhooks start(WebhookSettings settings, Duration firstPause) {
        var webhooks = new Webhooks(settings, firstPause);
        for (var one : webhooks.wanted) {
            var _ = webhooks.threads.submit(one.deliveries::run);
        }
        return webhooks;
    }

    /** Whether anybody wants to be told. */
    public boolean any() {
        return !wanted.isEmpty();
    }

    /** For any thread; returns at once. */
    public void tell(Event event) {
        for (var one : wanted) {
            if (one.hook.events().contains(event.type())) one.deliveries.offer(event);
        }
    }

    /** How many events were {@code sent}, {@code given_up} or {@code lost}, all receivers together. */
    public long count(String result) {
        return figures.of(result);
    }

    /** What waits is not told any more. */
    @Override
    public void close() {
        client.shutdownNow();
        threads.shutdownNow();
    }
}
