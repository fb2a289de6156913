package esg.sip.digest;

import static java.nio.charset.StandardCharsets.UTF_8;

import esg.sip.alg.Alg;
import java.security.SecureRandom;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A challenge in use. While a server accepts its nonce, each further request uses {@link #next()}, so that refreshes take one request
 * instead of two (REG-07).
 *
 * @param nc how often the nonce has been used, this time included; the first is 1
 */
public record DigestSession(Challenge challenge, String cnonce, int nc) {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private static final int CNONCE_LENGTH = 27;

    /** First use of a challenge, with a client nonce of our own. */
    public static DigestSession start(Challenge challenge) {
        var cnonce = new StringBuilder(CNONCE_LENGTH);
        for (int i = 0; i < CNONCE_LENGTH; i++) cnonce.append(ALPHABET.charAt(RANDOM.nextInt(ALPHABET.length())));
        return new DigestSession(challenge, cnonce.toString(), 1);
    }

    /** The same nonce once more. */
    public DigestSession next() {
        return new DigestSession(challenge, cnonce, nc + 1);
    }

    public String headerName() {
        return challenge.headerName();
    }

    /**
     * Value of the {@link #headerName()} header, parameters in the order of REG-05; qop is a token there, without quotes (RFC 7616 §3.4).
     *
     * @param uri the Request-URI as sent
     * @param body counts only when the server wants auth-int and nothing less
     */
    public String authorization(Credentials credentials, String method, String uri, byte[] body) {
        var qop = qop();
        var text = new StringBuilder(256).append("Digest ");
        quoted(text, "username", escaped(credentials.username()));
        quoted(text.append(", "), "realm", challenge.realm());
        quoted(text.append(", "), "nonce", challenge.nonce());
        quoted(text.append(", "), "uri", uri);
        quoted(text.append(", "), "response", response(credentials, method + ":" + uri, qop, body));
        text.append(", algorithm=").append(challenge.algorithm().token());
        if (qop != null) text.append(", qop=").append(qop);
        // RFC 2617 forbids cnonce without qop, but a -sess hash cannot be checked without it.
        if (qop != null || challenge.algorithm().isSession()) quoted(text.append(", "), "cnonce", cnonce);
        if (qop != null) text.append(", nc=").append(count());
        if (challenge.opaque() != null) quoted(text.append(", "), "opaque", challenge.opaque());
        return text.toString();
    }

    /**
     * The same for a request whose addresses a SIP-ALG swaps on its way: the far end hashes what it reads, so realm, nonce, user name and
     * URI are taken as they arrive there, and written so too.
     *
     * @param uri the Request-URI before the swap
     * @param body after the swap
     */
    public String authorization(Credentials credentials, String method, String uri, byte[] body, Alg alg) {
        if (alg.isEmpty()) return authorization(credentials, method, uri, body);
        var theirs = new Challenge(
                challenge.proxy(),
                alg.outgoing(challenge.realm()),
                alg.outgoing(challenge.nonce()),
                challenge.opaque() == null ? null : alg.outgoing(challenge.opaque()),
                challenge.algorithm(),
                challenge.qop(),
                challenge.stale());
        var we = new Credentials(alg.outgoing(credentials.username()), credentials.password());
        return new DigestSession(theirs, cnonce, nc).authorization(we, method, alg.outgoing(uri), body);
    }

    private String response(Credentials credentials, String request, @Nullable String qop, byte[] body) {
        var algorithm = challenge.algorithm();
        var secret = hash(credentials.username() + ":" + challenge.realm() + ":"
                + credentials.password().reveal());
        if (algorithm.isSession()) secret = hash(secret + ":" + challenge.nonce() + ":" + cnonce);
        var asked = hash("auth-int".equals(qop) ? request + ":" + algorithm.hex(body) : request);
        var between = qop == null ? challenge.nonce() : challenge.nonce() + ":" + count() + ":" + cnonce + ":" + qop;
        return hash(secret + ":" + between + ":" + asked);
    }

    /** The plain quality where offered: auth-int breaks behind anything that touches SDP. Unknown ones count as none. */
    private @Nullable String qop() {
        if (challenge.qop().contains("auth")) return "auth";
        return challenge.qop().contains("auth-int") ? "auth-int" : null;
    }

    private String count() {
        return String.format(Locale.ROOT, "%08x", nc);
    }

    private String hash(String text) {
        return challenge.algorithm().hex(text.getBytes(UTF_8));
    }

    private static void quoted(StringBuilder text, String name, String value) {
        text.append(name).append("=\"").append(value).append('"');
    }

    private static String escaped(String value) {
        return value.replace("\\", "\\\\").replace("\"", "\\\"");
    }
}
