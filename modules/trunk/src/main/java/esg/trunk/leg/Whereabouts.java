package esg.trunk.leg;

import esg.sip.locate.Hop;
import java.net.InetAddress;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Where the peer of a leg was found to be (RFC 3263). Read on any thread, for who speaks in a dialog is asked before its call is. */
public final class Whereabouts {
    private volatile @Nullable Hop hop;
    private volatile Set<InetAddress> places = Set.of();

    /** The only place; null when it is to be looked up. */
    @Nullable
    public Hop hop() {
        return hop;
    }

    /** Notes where it was found: a single place is not looked up again. On the loop of the call. */
    public void located(List<Hop> found) {
        if (found.size() == 1) hop = found.getFirst();
        mayBeAt(found);
    }

    /** From all of these its peer may speak; on any thread. */
    void mayBeAt(List<Hop> found) {
        places = found.stream().map(one -> one.address().getAddress()).collect(Collectors.toUnmodifiableSet());
    }

    boolean has(InetAddress address) {
        return places.contains(address);
    }

    /** It has moved; from where it was it may still speak. */
    void forget() {
        hop = null;
    }
}
