package esg.sip.digest;

import static java.nio.charset.StandardCharsets.UTF_8;

import esg.domain.account.Secret;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Digest credentials as a client sends them (RFC 7616 §3.4), always with qop=auth: we offer nothing less.
 *
 * @param username without the backslashes it may be quoted with
 * @param realm as between the quotes, like nonce, uri and cnonce
 * @param count how often the client has used the nonce, this time included
 */
public record Authorization(
        String username,
        String realm,
        String nonce,
        String uri,
        String response,
        Algorithm algorithm,
        String cnonce,
        String nc,
        long count) {

    /** Those in these lines that can be read; another scheme, an unknown algorithm or quality is passed over. */
    public static List<Authorization> of(List<String> lines) {
        var found = new ArrayList<Authorization>();
        for (var line : lines) Challenges.schemes(line, (scheme, params) -> read(scheme, params, found));
        return found;
    }

    private static void read(String scheme, Map<String, String> params, List<Authorization> into) {
        var algorithm = Algorithm.of(params.getOrDefault("algorithm", "MD5"));
        var nc = params.getOrDefault("nc", "");
        boolean complete = List.of("username", "realm", "nonce", "uri", "response", "cnonce").stream()
                .allMatch(params::containsKey);
        if (!scheme.equalsIgnoreCase("Digest") || !complete || algorithm.isEmpty()) return;
        if (!params.getOrDefault("qop", "").equalsIgnoreCase("auth") || !nc.matches("[0-9a-fA-F]{1,8}")) return;
        into.add(new Authorization(
                params.getOrDefault("username", "").replaceAll("\\\\(.)", "$1"),
                params.getOrDefault("realm", ""),
                params.getOrDefault("nonce", ""),
                params.getOrDefault("uri", ""),
                params.getOrDefault("response", ""),
                algorithm.get(),
                params.getOrDefault("cnonce", ""),
                nc,
                Long.parseLong(nc, 16)));
    }

    /** Whether they were made with this password, for a request of this method. Takes the same time either way. */
    public boolean isOf(Secret password, String method) {
        var secret = hash(username + ":" + realm + ":" + password.reveal());
        if (algorithm.isSession()) secret = hash(secret + ":" + nonce + ":" + cnonce);
        var expected = hash(secret + ":" + nonce + ":" + nc + ":" + cnonce + ":auth:" + hash(method + ":" + uri));
        return MessageDigest.isEqual(
                expected.getBytes(UTF_8), response.toLowerCase(Locale.ROOT).getBytes(UTF_8));
    }

    private String hash(String text) {
        return algorithm.hex(text.getBytes(UTF_8));
    }
}
