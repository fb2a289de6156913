package esg.media.bgmg;

import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * Where one end really is (NAT-01): the source of its first packet that fits what was agreed, and from then on nowhere else, until the end
 * itself names another address. A packet from where the end said it is counts for more than one from elsewhere and may still take its
 * place. Confined to its loop, but for {@link #at()}.
 */
final class Latch {
    /** From where the end was before it said so anew: another may have its place now, while the one before still speaks. */
    private static final int FORMER = -1;

    private static final int ELSEWHERE = 0;
    private static final int OTHER_PORT = 1;
    private static final int AS_TOLD = 2;

    private boolean open;
    private @Nullable InetSocketAddress told;
    private volatile @Nullable InetSocketAddress latched;
    private @Nullable InetSocketAddress former;
    private int rank;

    /** The end has said where it is; null for a name, which nobody looks up. */
    void told(@Nullable InetSocketAddress at) {
        open = true;
        if (at == null ? told == null : at.equals(told)) return;
        told = at;
        if (latched != null) former = latched;
        latched = null;
    }

    /** The end listens nowhere for now, and will be where it was. */
    void held() {
        open = true;
    }

    /** Nothing is agreed any more. */
    void shut() {
        open = false;
    }

    /**
     * Whether a packet is this end's.
     *
     * @param fits whether it looks like what was agreed; only such a packet can latch
     */
    boolean admits(InetSocketAddress from, boolean fits) {
        if (!open) return false;
        var known = latched;
        if (from.equals(known)) return true;
        if (!fits || known != null && rank(from) <= rank) return false;
        rank = rank(from);
        latched = from;
        return true;
    }

    private int rank(InetSocketAddress from) {
        var said = told;
        if (from.equals(said)) return AS_TOLD;
        if (from.equals(former)) return FORMER;
        if (said == null) return ELSEWHERE;
        return from.getAddress().equals(said.getAddress()) ? OTHER_PORT : ELSEWHERE;
    }

    /** Where its packets come from; null until one has come. */
    @Nullable
    InetSocketAddress at() {
        return latched;
    }

    /** Where to send; null when nobody knows. */
    @Nullable
    InetSocketAddress remote() {
        var known = latched;
        return known == null ? told : known;
    }

    @Nullable
    InetSocketAddress told() {
        return told;
    }
}
