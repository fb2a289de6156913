package esg.domain.subscriber;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The subscribers of one domain, found by user and by number. Immutable. */
public record SubscriberBook(Map<String, Subscriber> byUser, Map<String, Subscriber> byNumber) {
    public static final SubscriberBook EMPTY = new SubscriberBook(Map.of(), Map.of());

    public SubscriberBook {
        byUser = Map.copyOf(byUser);
        byNumber = Map.copyOf(byNumber);
    }

    public static SubscriberBook of(Collection<Subscriber> all) {
        var byUser = new HashMap<String, Subscriber>();
        var byNumber = new HashMap<String, Subscriber>();
        for (var one : all) {
            byUser.put(one.user(), one);
            if (!one.number().isEmpty()) byNumber.put(one.number(), one);
        }
        return new SubscriberBook(byUser, byNumber);
    }

    /** By the user of its address of record. */
    public Optional<Subscriber> user(String user) {
        return Optional.ofNullable(byUser.get(user));
    }

    /** By number, else by user: what is dialled is a number first. */
    public Optional<Subscriber> find(String numberOrUser) {
        var found = byNumber.get(numberOrUser);
        return found == null ? user(numberOrUser) : Optional.of(found);
    }
}
