package esg.trunk.refer;

import esg.domain.Rejection;
import esg.sip.message.Address;
import esg.sip.message.Headers;
import esg.sip.message.SipRequest;
import esg.sip.message.SipUri;
import org.jspecify.annotations.Nullable;

/** Whom a REFER asks to call (RFC 3515 §2.1). */
public sealed interface ReferTo {
    /**
     * Somebody.
     *
     * @param user his number, without escapes; "" when there is none
     * @param host "" for a number alone
     * @param uri to be called; without header fields and method
     * @param replaces the dialog whose place the call is to take; null for a call of its own
     */
    record Callee(
            String user, String host, String uri, @Nullable Replaces replaces) implements ReferTo {}

    /** Nobody we could call. */
    record Refused(Rejection why) implements ReferTo {}

    /** Reads it. */
    static ReferTo read(SipRequest refer) {
        var named = refer.addresses(Headers.REFER_TO);
        if (named.size() != 1) return new Refused(Rejection.BAD_REQUEST); // §2.4.2
        var address = named.getFirst();
        var uri = address.uri();
        if (uri == null) return number(address);
        var method = uri.param("method");
        if (method != null && !method.equals("INVITE")) return new Refused(Rejection.REFER_TO_METHOD);
        var plain = new SipUri(
                uri.scheme(),
                uri.user(),
                null,
                uri.host(),
                uri.port(),
                uri.params().without("method"),
                "");
        return new Callee(uri.userDecoded(), uri.host(), plain.toString(), Replaces.among(uri.headers()));
    }

    private static ReferTo number(Address address) {
        var user = address.user().replaceAll("[-.()]", ""); // separators of RFC 3966 §5.1.1
        boolean tel = address.uriText().regionMatches(true, 0, "tel:", 0, 4);
        if (!tel || !user.matches("\\+?[0-9*#]{1,40}")) return new Refused(Rejection.UNSUPPORTED_SCHEME);
        return new Callee(user, "", "", null);
    }
}
