package esg.sip.message;

import org.jspecify.annotations.Nullable;

/**
 * A name-addr or addr-spec with its header parameters, as in From, To, Contact and routes (RFC 3261 §20.10).
 *
 * @param displayName without quotes; null when there is none
 * @param uriText the URI as written
 * @param uri the same read; null for another scheme than sip and sips, or a URI that cannot be read
 */
public record Address(
        @Nullable String displayName,
        String uriText,
        @Nullable SipUri uri,
        Params params) {
    /** Reads one value; never fails, since a header that nobody needs may be anything. */
    public static Address parse(String text) {
        int open = Quoted.indexOf(text, '<', 0);
        if (open < 0) {
            // Without brackets what follows the semicolon belongs to the header, not to the URI (§20).
            int semicolon = text.indexOf(';');
            var uri = (semicolon < 0 ? text : text.substring(0, semicolon)).strip();
            return new Address(
                    null, uri, SipUri.parse(uri), semicolon < 0 ? Params.NONE : Params.parse(text, semicolon + 1));
        }
        var shown = Quoted.unquoted(text.substring(0, open).strip());
        int close = text.indexOf('>', open);
        var uri = text.substring(open + 1, close < 0 ? text.length() : close).strip();
        int semicolon = close < 0 ? -1 : text.indexOf(';', close);
        return new Address(
                shown.isEmpty() ? null : shown,
                uri,
                SipUri.parse(uri),
                semicolon < 0 ? Params.NONE : Params.parse(text, semicolon + 1));
    }

    public @Nullable String param(String name) {
        return params.get(name);
    }

    public @Nullable String tag() {
        return params.get("tag");
    }

    /** The URI's user without escapes; "" when there is none (INC-04). */
    public String user() {
        return uri == null ? "" : uri.userDecoded();
    }

    /** The URI's host; "" for a URI that is not sip or sips. */
    public String host() {
        return uri == null ? "" : uri.host();
    }
}
