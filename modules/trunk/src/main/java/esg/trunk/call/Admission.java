package esg.trunk.call;

import esg.domain.Rejection;
import esg.media.relay.MediaRelay;
import esg.trunk.account.ServedAccount;
import esg.trunk.account.Trunks;
import io.github.bucket4j.Bucket;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Whether an account takes one call more. Belongs to {@link AccountCalls}. */
final class Admission {
    private final MediaRelay media;
    private final Supplier<Trunks> live;
    private @Nullable Integer limitPerSecond;
    private @Nullable Bucket starts;

    /** @param live calls of the account on this node */
    Admission(MediaRelay media, Supplier<Trunks> live) {
        this.media = media;
        this.live = live;
    }

    /**
     * Why not; null when it does, and then it counts.
     *
     * @param emergency no limit of ours stands between a caller and help
     */
    @Nullable
    Rejection refusal(ServedAccount served, boolean incoming, boolean emergency) {
        var account = served.account();
        if (!account.enabled()) return Rejection.ACCOUNT_INACTIVE;
        if (account.media() && !media.isAvailable()) return Rejection.MEDIA_LIMIT;
        if (emergency) return null;
        var reached = live.get().plus(served.trunksElsewhere()).limit(account, incoming);
        if (reached != null) return reached;
        return withinRate(account.cpslimit()) ? null : Rejection.CPS_LIMIT;
    }

    private boolean withinRate(@Nullable Integer perSecond) {
        if (perSecond == null) return true;
        if (starts == null || !perSecond.equals(limitPerSecond)) {
            limitPerSecond = perSecond;
            starts = perSecond == 0
                    ? null
                    : Bucket.builder()
                            .addLimit(limit -> limit.capacity(perSecond).refillGreedy(perSecond, Duration.ofSeconds(1)))
                            .build();
        }
        return starts != null && starts.tryConsume(1);
    }
}
