package esg.domain.match;

import esg.domain.pattern.Hosts;
import esg.domain.pattern.Pattern;
import java.net.InetAddress;
import java.util.List;
import java.util.stream.Stream;

/** Whether an INVITE's sender may use the account it names (SRC-01). */
public final class SourceCheck {
    private SourceCheck() {}

    /** Domain or proxy as an address, what DNS says of them, or the account's own address patterns. */
    public static boolean allows(Served served, InetAddress source) {
        return allows(served, literals(served), source);
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
