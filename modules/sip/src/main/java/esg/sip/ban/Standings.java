package esg.sip.ban;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import esg.domain.ban.Sources;
import esg.domain.ban.Standing;
import esg.domain.pattern.Pattern;
import java.net.InetAddress;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** Who is what to this node. Asked about offences and requests that belong to no call, never about each packet. Any thread. */
public final class Standings {
    private final List<Pattern> exempt;
    private final Cache<InetAddress, Boolean> vouched;
    private volatile Predicate<InetAddress> own = _ -> false;
    private volatile Predicate<InetAddress> known = _ -> false;

    Standings(BanSettings settings, InstantSource clock) {
        exempt = settings.exempt();
        vouched = Caffeine.newBuilder()
                .maximumSize(settings.most().watched())
                .expireAfterWrite(settings.vouchedFor())
                .ticker(ticker(clock))
                .build();
    }

    static Ticker ticker(InstantSource clock) {
        return () -> TimeUnit.MILLISECONDS.toNanos(clock.millis());
    }

    /** Exempt besides those the settings name: the gateway's own addresses and whom it trusts. */
    public void own(Predicate<InetAddress> addresses) {
        own = addresses;
    }

    /** Known: addresses of accounts. */
    public void known(Predicate<InetAddress> addresses) {
        known = addresses;
    }

    /** Has this very address known for a while: it did what only somebody does who belongs here. */
    void vouch(InetAddress source) {
        if (vouched.getIfPresent(source) == null) vouched.put(source, true);
    }

    /** What an address is to us. */
    public Standing of(InetAddress source) {
        if (isExempt(source)) return Standing.EXEMPT;
        boolean isKnown = known.test(source) || vouched.getIfPresent(source) != null;
        return isKnown ? Standing.KNOWN : Standing.STRANGER;
    }

    /** Whether nobody may ban it, an operator neither. */
    public boolean isExempt(InetAddress source) {
        for (var pattern : exempt) if (pattern.matches(source)) return true;
        return own.test(source);
    }

    /** The same for a source: an IPv6 one is exempt with any address of ours in it that is named. */
    boolean holdsExempt(InetAddress key) {
        if (isExempt(key)) return true;
        return exempt.stream()
                .map(Pattern::network)
                .anyMatch(network -> network != null
                        && network.bits() == network.prefix().getAddress().length * 8
                        && Sources.key(network.prefix()).equals(key));
    }
}
