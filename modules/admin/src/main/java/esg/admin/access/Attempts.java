package esg.admin.access;

import esg.domain.ban.Sources;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** How often each address may show a wrong token: five times a minute; then it waits for the rest of it. Thread-safe. */
public final class Attempts {
    static final int MOST = 5;
    static final Duration WITHIN = Duration.ofMinutes(1);
    /** Addresses remembered; of more the one that began first is forgotten. */
    private static final int MOST_ADDRESSES = 10_000;

    private record Failed(Instant since, int times) {}

    private final Map<InetAddress, Failed> failed = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<InetAddress, Failed> eldest) {
            return size() > MOST_ADDRESSES;
        }
    };

    /** How long it has to wait; zero when it may try. */
    public synchronized Duration wait(InetAddress address, Instant now) {
        var source = Sources.key(address);
        var known = failed.get(source);
        if (known == null) return Duration.ZERO;
        var end = known.since().plus(WITHIN);
        if (!now.isBefore(end)) {
            failed.remove(source);
            return Duration.ZERO;
        }
        return known.times() < MOST ? Duration.ZERO : Duration.between(now, end);
    }

    public synchronized void failed(InetAddress address, Instant now) {
        failed.merge(
                Sources.key(address), new Failed(now, 1), (known, _) -> new Failed(known.since(), known.times() + 1));
    }
}
