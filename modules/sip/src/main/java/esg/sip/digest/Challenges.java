package esg.sip.digest;

import esg.sip.message.Headers;
import esg.sip.message.SipResponse;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads the challenges of an answer. Real servers leave out quotes, put several challenges into one line and write names in any case
 * (REG-04), so whatever can be understood is; a challenge without realm or nonce, of another scheme or an unknown algorithm is passed over.
 */
public final class Challenges {
    private Challenges() {}

    /** Challenges of a 401 or 407, or of an answer that gathers both (RFC 3261 §16.7), in their order. */
    public static List<Challenge> of(SipResponse answer) {
        return of(answer.headers(Headers.WWW_AUTHENTICATE), answer.headers(Headers.PROXY_AUTHENTICATE));
    }

    /**
     * Challenges in their order.
     *
     * @param server values of the WWW-Authenticate lines
     * @param proxy values of the Proxy-Authenticate lines
     */
    public static List<Challenge> of(List<String> server, List<String> proxy) {
        var found = new ArrayList<Challenge>();
        for (var line : server) read(line, false, found);
        for (var line : proxy) read(line, true, found);
        return List.copyOf(found);
    }

    /** The strongest algorithm wins; among equals the first, which is the server's preference (RFC 8760 §2.4). */
    public static Optional<Challenge> strongest(List<Challenge> challenges) {
        Challenge best = null;
        for (var challenge : challenges) {
            if (best == null
                    || challenge.algorithm().strength() > best.algorithm().strength()) best = challenge;
        }
        return Optional.ofNullable(best);
    }

    /** What must be answered together: the strongest for each realm of each kind, since a proxy and its server may both ask (§22.3). */
    public static List<Challenge> toAnswer(List<Challenge> challenges) {
        var byRealm = new LinkedHashMap<String, List<Challenge>>();
        for (var challenge : challenges) {
            byRealm.computeIfAbsent(challenge.headerName() + " " + challenge.realm(), _ -> new ArrayList<>())
                    .add(challenge);
        }
        return byRealm.values().stream()
                .flatMap(same -> strongest(same).stream())
                .toList();
    }

    private static void read(String line, boolean proxy, List<Challenge> into) {
        schemes(line, (scheme, params) -> add(scheme, params, proxy, into));
    }

    /** Gives each scheme of a line with its parameters, names in lower case. */
    static void schemes(String line, BiConsumer<String, Map<String, String>> to) {
        var scan = new Scan(line);
        String scheme = "";
        Map<String, String> params = new HashMap<>();
        for (var name = scan.name(); name != null; name = scan.name()) {
            if (scan.atValue()) {
                params.putIfAbsent(name.toLowerCase(Locale.ROOT), scan.value());
            } else {
                to.accept(scheme, params);
                scheme = name;
                params = new HashMap<>();
            }
        }
        to.accept(scheme, params);
    }

    private static void add(String scheme, Map<String, String> params, boolean proxy, List<Challenge> into) {
        var realm = params.get("realm");
        var nonce = params.get("nonce");
        var algorithm = Algorithm.of(params.getOrDefault("algorithm", "MD5"));
        if (!scheme.equalsIgnoreCase("Digest") || realm == null || nonce == null || algorithm.isEmpty()) return;
        boolean stale = "true".equalsIgnoreCase(params.get("stale"));
        var qop = qop(params.getOrDefault("qop", ""));
        into.add(new Challenge(proxy, realm, nonce, params.get("opaque"), algorithm.get(), qop, stale));
    }

    private static Set<String> qop(String offered) {
        var all = new LinkedHashSet<String>();
        for (var one : offered.toLowerCase(Locale.ROOT).split("[,\\s]+", -1)) if (!one.isEmpty()) all.add(one);
        return Collections.unmodifiableSet(all);
    }

    /** A place in a line: names, each perhaps with a value. */
    private static final class Scan {
        private final String line;
        private int at;

        Scan(String line) {
            this.line = line;
        }

        /** Next scheme or parameter name; null at the end. */
        @Nullable
        String name() {
            while (at < line.length() && isBetween(line.charAt(at))) at++;
            int start = at;
            while (at < line.length() && !isBetween(line.charAt(at)) && line.charAt(at) != '=') at++;
            if (at == start) at = Math.min(at + 1, line.length()); // a stray "=": step over, or we would stay here
            return start == line.length() ? null : line.substring(start, at);
        }

        boolean atValue() {
            int next = at;
            while (next < line.length() && isBlank(line.charAt(next))) next++;
            if (next == line.length() || line.charAt(next) != '=') return false;
            at = next + 1;
            return true;
        }

        String value() {
            while (at < line.length() && isBlank(line.charAt(at))) at++;
            boolean quoted = at < line.length() && line.charAt(at) == '"';
            int start = quoted ? ++at : at;
            while (at < line.length() && (quoted ? line.charAt(at) != '"' : !isBetween(line.charAt(at)))) {
                at += quoted && line.charAt(at) == '\\' ? 2 : 1;
            }
            int end = Math.min(at, line.length());
            at = Math.min(quoted ? end + 1 : end, line.length());
            return line.substring(start, end);
        }

        private static boolean isBetween(char c) {
            return c == ',' || c == ';' || isBlank(c);
        }

        private static boolean isBlank(char c) {
            return c == ' ' || c == '\t' || c == '\r' || c == '\n';
        }
    }
}
