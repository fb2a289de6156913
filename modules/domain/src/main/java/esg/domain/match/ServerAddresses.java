package esg.domain.match;

import esg.domain.pattern.Hosts;
import esg.domain.pattern.Pattern;
import java.net.InetAddress;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** External addresses of this instance (INC-06): local ones, its {@code extaddrs}, what STUN found. */
public record ServerAddresses(Set<String> exact, List<Pattern> patterns) {
    public ServerAddresses {
        exact = exact.stream().map(Hosts::canonical).collect(Collectors.toUnmodifiableSet());
        patterns = List.copyOf(patterns);
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
