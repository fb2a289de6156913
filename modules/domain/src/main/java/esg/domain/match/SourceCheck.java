package esg.domain.match;

import esg.domain.pattern.Hosts;
import esg.domain.pattern.Pattern;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Whether an INVITE's sender may use the account it names (SRC-01). */
public final class SourceCheck {
    private SourceCheck() {}

    /** Domain or proxy as an address, what DNS says of them, or the account's own address patterns. */
    public static boolean allows(Served served, InetAddress source) {
        return allows(served, literals(served), source);
    }

    /**
     * One address or pattern that a sender was compared with.
     *
     * @param from where it stands: domain, proxyaddr or extaddrs of the account, or dns for what names of the first two resolve to
     */
    public record Compared(String from, String value, boolean fits) {}

    /** Everything that {@link #allows} looks at, one by one: it allows when one of these fits. */
    public static List<Compared> compared(Served served, InetAddress source) {
        var account = served.account();
        var all = new ArrayList<Compared>();
        var literals = literals(served);
        for (var literal : literals) {
            boolean domain = literal.equals(Hosts.literal(account.domain()));
            all.add(new Compared(domain ? "domain" : "proxyaddr", Hosts.text(literal), literal.equals(source)));
        }
        served.resolved().stream()
                .filter(one -> !literals.contains(one))
                .map(one -> new Compared("dns", Hosts.text(one), one.equals(source)))
                .sorted(Comparator.comparing(Compared::value))
                .forEach(all::add);
        for (var pattern : account.extaddrs()) {
            all.add(new Compared("extaddrs", pattern.text(), pattern.matches(source)));
        }
        return all;
    }

    static boolean allows(Served served, List<InetAddress> literals, InetAddress source) {
        return literals.contains(source) || served.resolved().contains(source) || fits(served, source);
    }

    private static boolean fits(Served served, InetAddress source) {
        for (Pattern pattern : served.account().extaddrs()) if (pattern.matches(source)) return true;
        return false;
    }

    /** The account's own hosts that are addresses and need no DNS. */
    static List<InetAddress> literals(Served served) {
        return Stream.of(served.account().domain(), served.account().proxyaddr())
                .flatMap(host -> Stream.ofNullable(Hosts.literal(host)))
                .toList();
    }
}
