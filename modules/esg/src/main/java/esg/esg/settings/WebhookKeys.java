package esg.esg.settings;

import esg.domain.account.Secret;
import esg.esg.settings.WebhookSettings.Hook;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads who is told of events. */
final class WebhookKeys {
    private static final List<String> EVENTS = List.of("registration", "ping", "call", "node", "ban");
    private static final int MOST_WAITING = 1_000_000;

    private WebhookKeys() {}

    static WebhookSettings of(Keys esg) throws StartFailure {
        var hooks = new ArrayList<Hook>();
        for (var one : esg.each("webhooks")) {
            one.only(List.of("url", "events", "secret"));
            hooks.add(new Hook(url(one), events(one), Secret.of(one.has("secret") ? one.text("secret") : "")));
        }
        var all = esg.at("webhook");
        return new WebhookSettings(hooks, all.number("queue", 1, MOST_WAITING), all.duration("give-up"), timeout(all));
    }

    private static Duration timeout(Keys all) throws StartFailure {
        var timeout = all.duration("timeout");
        if (timeout.toMillis() < 1) throw all.wrong("timeout", "must be at least 1 ms");
        return timeout;
    }

    private static URI url(Keys hook) throws StartFailure {
        var text = hook.filled("url");
        try {
            var url = new URI(text);
            if (url.getUserInfo() != null) throw hook.wrong("url", "must not hold a password: logs name it");
            if (List.of("http", "https").contains(url.getScheme()) && url.getHost() != null) return url;
        } catch (URISyntaxException _) {
            // said below
        }
        throw hook.wrong("url", "must be http://… or https://…, not \"" + text + "\"");
    }

    private static Set<String> events(Keys hook) throws StartFailure {
        var events = hook.has("events") ? hook.texts("events") : EVENTS;
        for (var event : events) {
            if (!EVENTS.contains(event)) {
                throw hook.wrong("events", "must be some of " + String.join(", ", EVENTS) + ", not \"" + event + "\"");
            }
        }
        return Set.copyOf(events);
    }
}
