package esg.sip.digest;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One digest challenge of a 401 or 407 (RFC 3261 §20.44, §20.27).
 *
 * <p>Realm, nonce and opaque are kept as they stand between the quotes, escapes too: so they are hashed ({@code unq}, RFC 7616 §3.4) and so
 * they are sent back.
 *
 * @param proxy true when it came in Proxy-Authenticate
 * @param opaque null when there was none; "" is sent back as such
 * @param qop offered qualities in lower case and in their order; empty for a server of RFC 2069
 * @param stale the credentials were right, only the nonce was old: answer without asking anybody (RFC 7616 §3.3)
 */
public record Challenge(
        boolean proxy,
        String realm,
        String nonce,
        @Nullable String opaque,
        Algorithm algorithm,
        Set<String> qop,
        boolean stale) {

    /** Name of the header that carries the answer. */
    public String headerName() {
        return proxy ? "Proxy-Authorization" : "Authorization";
    }
}
