package esg.esg.settings;

import esg.domain.account.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * Settings {@code esg.webhooks} and {@code esg.webhook}.
 *
 * @param queue events that wait for one receiver
 * @param giveUp after which an event is not tried again
 * @param timeout until the receiver must have answered
 */
public record WebhookSettings(List<Hook> hooks, int queue, Duration giveUp, Duration timeout) {
    public WebhookSettings {
        hooks = List.copyOf(hooks);
    }

    /**
     * Who is told.
     *
     * @param events types of which; see {@link esg.admin.events.Event}
     * @param secret signs what is told; none signs nothing
     */
    public record Hook(URI url, Set<String> events, Secret secret) {
        public Hook {
            events = Set.copyOf(events);
        }
    }
}
