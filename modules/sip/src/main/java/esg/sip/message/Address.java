package esg.sip.message;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A name-addr or addr-spec with its header parameters, as in From, To, Contact and routes (RFC 3261 §20.10). Immutable. */
public final class Address {
    private static final String TEL = "tel:";
    private final @Nullable String displayName;
    private final String uriText;
    private final Params params;
    private @Nullable SipUri uri; // read when asked for
    private volatile boolean uriRead;

    private Address(@Nullable String displayName, String uriText, Params params) {
        this.displayName = displayName;
        this.uriText = uriText;
        this.params = params;
    }

    /** Reads one value; never fails, since a header that nobody needs may be anything. */
    public static Address parse(String text) {
        int open = Quoted.indexOf(text, '<', 0);
        if (open < 0) {
            // Without brackets what follows the semicolon belongs to the header, not to the URI (§20).
            int semicolon = text.indexOf(';');
            var uri = (semicolon < 0 ? text : text.substring(0, semicolon)).strip();
            return new Address(null, uri, semicolon < 0 ? Params.NONE : Params.parse(text, semicolon + 1));
        }
        var shown = Quoted.unquoted(text.substring(0, open).strip());
        int close = text.indexOf('>', open);
        var uri = text.substring(open + 1, close < 0 ? text.length() : close).strip();
        int semicolon = close < 0 ? -1 : text.indexOf(';', close);
        var params = semicolon < 0 ? Params.NONE : Params.parse(text, semicolon + 1);
        return new Address(shown.isEmpty() ? null : shown, uri, params);
    }

    /** Without quotes; null when there is none. */
    public @Nullable String displayName() {
        return displayName;
    }

    /** The URI as written. */
    public String uriText() {
        return uriText;
    }

    /** The same read; null for another scheme than sip and sips, or a URI that cannot be read. */
    public @Nullable SipUri uri() {
        if (!uriRead) {
            uri = SipUri.parse(uriText);
            uriRead = true;
        }
        return uri;
    }

    public @Nullable String param(String name) {
        return params.get(name);
    }

    public @Nullable String tag() {
        return params.get("tag");
    }

    /** The URI's user without escapes, of a tel URI its number (RFC 3966); "" when there is none (INC-04). */
    public String user() {
        var read = uri();
        if (read != null) return read.userDecoded();
        if (!uriText.regionMatches(true, 0, TEL, 0, TEL.length())) return "";
        int semicolon = uriText.indexOf(';');
        return uriText.substring(TEL.length(), semicolon < 0 ? uriText.length() : semicolon);
    }

    /** The URI's host; "" for a URI that is not sip or sips. */
    public String host() {
        var read = uri();
        return read == null ? "" : read.host();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Address address
                && Objects.equals(address.displayName, displayName)
                && address.uriText.equals(uriText)
                && address.params.equals(params);
    }

    @Override
    public int hashCode() {
        return uriText.hashCode();
    }

    /**
     * As in a header, without parameters. Of names only what ends the quotation is written anew: some peers compare them with their own.
     */
    public String bare() {
        var quoted = displayName == null || displayName.isEmpty()
                ? ""
                : "\"" + displayName.replace("\\", "\\\\").replace("\"", "\\\"") + "\" ";
        return quoted + "<" + uriText + ">";
    }

    /** As in a header. */
    @Override
    public String toString() {
        return (displayName == null ? "" : '"' + displayName + "\" ") + '<' + uriText + '>' + params;
    }
}
