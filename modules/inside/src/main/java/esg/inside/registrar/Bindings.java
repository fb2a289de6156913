package esg.inside.registrar;

import esg.domain.subscriber.Aor;
import esg.domain.subscriber.Binding;
import esg.domain.subscriber.RegisterRequest;
import esg.domain.subscriber.RegistrationLimits;
import esg.domain.subscriber.RegistrationRules;
import esg.domain.subscriber.RegistrationRules.Outcome;
import esg.sip.transport.Flow;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What this node knows of all bindings, whoever granted them. Any thread. */
final class Bindings {
    /** So long a binding that is over is remembered: what others tell of it may be older. */
    static final long REMEMBERED_MILLIS = 600_000;

    private record Contact(Aor aor, String key) {}

    private final ConcurrentMap<Aor, Map<String, Binding>> byAor = new ConcurrentHashMap<>();
    private final ConcurrentMap<Contact, Flow> flows = new ConcurrentHashMap<>();
    private final InstantSource clock;

    Bindings(InstantSource clock) {
        this.clock = clock;
    }

    /** One address of record is changed by one request at a time. */
    Outcome register(RegisterRequest request, RegistrationLimits limits, Flow flow) {
        var decided = new Outcome[1];
        byAor.compute(request.aor(), (_, known) -> {
            var states = known == null ? Map.<String, Binding>of() : known;
            var outcome = RegistrationRules.apply(states.values(), request, limits, clock.millis());
            decided[0] = outcome;
            return outcome instanceof Outcome.Registered done ? with(states, done.changed(), flow) : known;
        });
        return Objects.requireNonNull(decided[0]);
    }

    private @Nullable Map<String, Binding> with(Map<String, Binding> states, List<Binding> changed, Flow flow) {
        if (changed.isEmpty()) return states.isEmpty() ? null : states;
        var all = new HashMap<>(states);
        for (var binding : changed) {
            all.put(binding.key(), binding);
            flows.put(new Contact(binding.aor(), binding.key()), flow);
        }
        return Map.copyOf(all);
    }

    /** Takes what others have written. */
    void learn(List<Binding> read) {
        for (var binding : read) {
            byAor.compute(binding.aor(), (_, known) -> {
                var states = known == null ? Map.<String, Binding>of() : known;
                var standing = states.get(binding.key());
                if (standing != null && !binding.supersedes(standing)) return states;
                var all = new HashMap<>(states);
                all.put(binding.key(), binding);
                return Map.copyOf(all);
            });
        }
    }

    /** Valid ones, the preferred first. */
    List<Binding> of(Aor aor) {
        return live(byAor.getOrDefault(aor, Map.of()).values());
    }

    /** The valid binding of that contact; null when there is none. */
    @Nullable
    Binding find(Aor aor, String key) {
        var binding = byAor.getOrDefault(aor, Map.of()).get(key);
        return binding != null && binding.isLive(clock.millis()) ? binding : null;
    }

    /** All valid ones, in no order that matters. */
    List<Binding> all() {
        var all = new ArrayList<Binding>();
        for (var states : byAor.values()) all.addAll(live(states.values()));
        return all;
    }

    /** Valid ones of a share of the addresses of record, each of which is in one of so many shares. */
    List<Binding> share(int index, int shares) {
        var some = new ArrayList<Binding>();
        byAor.forEach((aor, states) -> {
            if (Math.floorMod(aor.hashCode(), shares) == index) some.addAll(live(states.values()));
        });
        return some;
    }

    /** By which a REGISTER of that contact came in here last; null when none did since the node started. */
    @Nullable
    Flow flow(Binding binding) {
        return flows.get(new Contact(binding.aor(), binding.key()));
    }

    /**
     * Forgets what has long been over, and ends what nobody should have.
     *
     * @param wanted whose bindings may stay
     * @return states of those that were ended
     */
    List<Binding> sweep(Predicate<Aor> wanted) {
        long now = clock.millis();
        var ended = new ArrayList<Binding>();
        for (var aor : byAor.keySet()) {
            byAor.computeIfPresent(aor, (_, states) -> {
                var left = new HashMap<>(states);
                boolean stays = wanted.test(aor);
                for (var binding : states.values()) {
                    long over = Math.max(binding.expiresAt(), binding.updatedAt());
                    if (!binding.isLive(now) && over < now - REMEMBERED_MILLIS) left.remove(binding.key());
                    if (!binding.isLive(now)) flows.remove(new Contact(aor, binding.key()));
                    if (binding.isLive(now) && !stays) {
                        var gone = binding.removed(
                                binding.callId(), binding.cseq(), Math.max(now, binding.updatedAt() + 1));
                        left.put(binding.key(), gone);
                        ended.add(gone);
                    }
                }
                return left.isEmpty() ? null : Map.copyOf(left);
            });
        }
        return ended;
    }

    private List<Binding> live(Collection<Binding> states) {
        long now = clock.millis();
        return states.stream()
                .filter(binding -> binding.isLive(now))
                .sorted(Binding.PREFERRED_FIRST)
                .toList();
    }
}
