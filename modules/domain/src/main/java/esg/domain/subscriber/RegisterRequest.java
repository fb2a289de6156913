package esg.domain.subscriber;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the rules need of a REGISTER (RFC 3261 §10.3).
 *
 * @param all Contact was {@code *}: everything is to be removed
 * @param expires seconds of the Expires field; null when there is none that can be read
 * @param contacts empty for a query
 */
public record RegisterRequest(
        Aor aor,
        String callId,
        long cseq,
        boolean all,
        @Nullable Long expires,
        List<Contact> contacts,
        List<String> path,
        String userAgent,
        Binding.Place place) {
    public RegisterRequest {
        contacts = List.copyOf(contacts);
        path = List.copyOf(path);
    }

    /**
     * One contact.
     *
     * @param key see {@link Binding#key}
     * @param q 0 to 1000
     * @param expires seconds of its own parameter; null when there is none that can be read
     */
    public record Contact(
            String key, String uri, int q, @Nullable Long expires) {}
}
