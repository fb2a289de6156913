package esg.domain.match;

import esg.domain.pattern.Hosts;
import esg.domain.pattern.Pattern;
import java.net.InetAddress;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** External addresses of this instance (INC-06): local ones, its {@code extaddrs}, gray ones of its SIP-ALG (INC-11), what STUN found. */
public record ServerAddresses(Set<String> exact, List<Pattern> patterns) {
    public ServerAddresses {
        exact = exact.stream().map(Hosts::canonical).collect(Collectors.toUnmodifiableSet());
        patterns = List.copyOf(patterns);
    }

    /** These, and others that were found (INC-10). */
    public ServerAddresses plus(Collection<InetAddress> found) {
        var all = Stream.concat(exact.stream(), found.stream().map(Hosts::text));
        return new ServerAddresses(all.collect(Collectors.toUnmodifiableSet()), patterns);
    }

    /** With one more, as another {@code extaddrs} would have it. */
    public ServerAddresses plus(String host) {
        var more = new HashSet<>(exact);
        more.add(host);
        return new ServerAddresses(more, patterns);
    }

    boolean contains(String host, @Nullable InetAddress literal) {
        if (exact.contains(host)) return true;
        for (var pattern : patterns) if (pattern.matchesCanonical(host, literal)) return true;
        return false;
    }
}
