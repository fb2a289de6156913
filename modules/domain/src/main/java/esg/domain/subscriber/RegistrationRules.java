package esg.domain.subscriber;

import esg.domain.subscriber.RegisterRequest.Contact;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a REGISTER does to the bindings of its address of record (RFC 3261 §10.3, steps 6 to 8). */
public final class RegistrationRules {
    /** Below an hour a registrar may refuse an interval as too brief, above it may not (§10.3 step 7). */
    private static final long HOUR_SECONDS = 3600;

    private RegistrationRules() {}

    /** All or nothing: a request that is refused changes no binding. */
    public sealed interface Outcome {
        /**
         * Done.
         *
         * @param changed states of contacts that this request wrote, removed ones too
         * @param bindings valid ones after it, the preferred first
         * @param refresh nothing but intervals, addresses and preferences of known contacts have changed
         */
        record Registered(List<Binding> changed, List<Binding> bindings, boolean refresh) implements Outcome {}

        /** 423; {@code min} seconds are the least. */
        record TooBrief(long min) implements Outcome {}

        /** A number of its Call-ID was used before (step 6, 7). */
        record OutOfOrder() implements Outcome {}

        record TooMany(int most) implements Outcome {}

        /** {@code *} beside another contact, or without {@code Expires: 0}. */
        record BadWildcard() implements Outcome {}
    }

    /**
     * Decides, and changes nothing itself.
     *
     * @param now milliseconds of the epoch
     */
    public static Outcome apply(
            Collection<Binding> known, RegisterRequest request, RegistrationLimits limits, long now) {
        var live = new LinkedHashMap<String, Binding>();
        for (var binding : known) if (binding.isLive(now)) live.put(binding.key(), binding);
        if (request.all()) return removeAll(live, request, now);
        var changed = new ArrayList<Binding>();
        boolean refresh = true;
        for (var contact : request.contacts()) {
            var old = live.get(contact.key());
            if (old != null && isOld(request, old)) return new Outcome.OutOfOrder();
            long seconds = seconds(contact, request, limits);
            if (seconds > 0 && seconds < limits.min() && seconds < HOUR_SECONDS) {
                return new Outcome.TooBrief(limits.min());
            }
            if (seconds > 0) {
                long until = now + Math.min(seconds, limits.max()) * 1000;
                var binding = binding(contact, request, until, later(known, contact.key(), now));
                changed.add(binding);
                live.put(contact.key(), binding);
                refresh &= old != null;
            } else if (old != null) {
                changed.add(old.removed(request.callId(), request.cseq(), Math.max(now, old.updatedAt() + 1)));
                live.remove(contact.key());
                refresh = false;
            }
        }
        return live.size() > limits.contacts()
                ? new Outcome.TooMany(limits.contacts())
                : registered(changed, live.values(), refresh);
    }

    private static Outcome removeAll(Map<String, Binding> live, RegisterRequest request, long now) {
        var expires = request.expires();
        if (!request.contacts().isEmpty() || expires == null || expires != 0) return new Outcome.BadWildcard();
        var removed = new ArrayList<Binding>();
        for (var binding : live.values()) {
            if (isOld(request, binding)) return new Outcome.OutOfOrder();
            removed.add(binding.removed(request.callId(), request.cseq(), Math.max(now, binding.updatedAt() + 1)));
        }
        return registered(removed, List.of(), false);
    }

    /** Clocks of nodes differ: what was decided with another's state at hand is later than that. */
    private static long later(Collection<Binding> known, String key, long now) {
        return known.stream()
                .filter(binding -> binding.key().equals(key))
                .mapToLong(binding -> Math.max(now, binding.updatedAt() + 1))
                .findFirst()
                .orElse(now);
    }

    private static Outcome registered(List<Binding> changed, Collection<Binding> live, boolean refresh) {
        return new Outcome.Registered(
                changed, live.stream().sorted(Binding.PREFERRED_FIRST).toList(), refresh);
    }

    private static boolean isOld(RegisterRequest request, Binding binding) {
        return request.callId().equals(binding.callId()) && request.cseq() <= binding.cseq();
    }

    private static long seconds(Contact contact, RegisterRequest request, RegistrationLimits limits) {
        if (contact.expires() != null) return contact.expires();
        return request.expires() != null ? request.expires() : limits.usual();
    }

    private static Binding binding(Contact contact, RegisterRequest request, long expiresAt, long updatedAt) {
        return new Binding(
                request.aor(),
                contact.key(),
                contact.uri(),
                contact.q(),
                request.callId(),
                request.cseq(),
                expiresAt,
                updatedAt,
                request.path(),
                request.userAgent(),
                request.place());
    }
}
