package esg.sip.locate;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps answers for their time to live, asks once for many askers, and serves an old answer when the name servers fail (RFC 8767): a
 * provider must not be lost because a resolver is. Bounded; the answer not used for longest goes first.
 */
public final class CachedNames implements Names {
    private static final Logger LOG = LoggerFactory.getLogger(CachedNames.class);

    private record Key(String name, Kind kind) {}

    private record Kept(Answer answer, Instant freshUntil, Instant staleUntil) {}

    private final Names source;
    private final LocateSettings settings;
    private final InstantSource clock;
    private final Map<Key, CompletableFuture<Answer>> underWay = new LinkedHashMap<>();
    private final Map<Key, Kept> kept = new LinkedHashMap<>(64, 0.75f, true);

    public CachedNames(Names source, LocateSettings settings, InstantSource clock) {
        this.source = source;
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public CompletionStage<Answer> ask(String name, Kind kind) {
        var key = new Key(name.toLowerCase(Locale.ROOT), kind);
        CompletableFuture<Answer> asked;
        synchronized (kept) {
            var known = kept.get(key);
            if (known != null && clock.instant().isBefore(known.freshUntil)) {
                return CompletableFuture.completedFuture(known.answer);
            }
            var running = underWay.get(key);
            if (running != null) return running.minimalCompletionStage();
            asked = new CompletableFuture<>();
            underWay.put(key, asked);
        }
        source.ask(key.name, kind).whenComplete((answer, failure) -> answered(key, asked, answer, failure));
        return asked.minimalCompletionStage();
    }

    private void answered(
            Key key, CompletableFuture<Answer> asked, @Nullable Answer answer, @Nullable Throwable failure) {
        Answer result = answer;
        synchronized (kept) {
            underWay.remove(key);
            if (answer != null) keep(key, answer);
            else result = stale(key);
        }
        if (result != null) {
            if (answer == null) LOG.warn("stale name served name={} kind={} why={}", key.name, key.kind, text(failure));
            asked.complete(result);
        } else {
            asked.completeExceptionally(new LocateFailure(
                    "no name server answered for " + key.name + " " + key.kind + ": " + text(failure)));
        }
    }

    private void keep(Key key, Answer answer) {
        var ttl = answer.entries().isEmpty() ? settings.negativeTtl() : clamp(answer.ttl());
        var fresh = clock.instant().plus(ttl);
        kept.put(key, new Kept(answer, fresh, fresh.plus(settings.staleFor())));
        var oldest = kept.keySet().iterator();
        while (kept.size() > settings.cacheSize()) {
            oldest.next();
            oldest.remove();
        }
    }

    /** The old answer while it may still be used; asking again rests for a while, or every call would wait for the timeout. */
    private @Nullable Answer stale(Key key) {
        var known = kept.get(key);
        if (known == null || clock.instant().isAfter(known.staleUntil)) return null;
        kept.put(key, new Kept(known.answer, clock.instant().plus(settings.negativeTtl()), known.staleUntil));
        return known.answer;
    }

    private Duration clamp(Duration ttl) {
        if (ttl.compareTo(settings.minTtl()) < 0) return settings.minTtl();
        return ttl.compareTo(settings.maxTtl()) > 0 ? settings.maxTtl() : ttl;
    }

    private static String text(@Nullable Throwable failure) {
        return failure == null ? "" : failure.toString();
    }
}
