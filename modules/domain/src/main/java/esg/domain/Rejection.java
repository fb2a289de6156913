package esg.domain;

/**
 * Every refusal that is ours and not a peer's: one place turns a reason into the SIP status, the Reason header
 * (RFC 3326, LOG-08) and the key by which logs and counters name it. Texts start with "EB2B." as the original's do
 * (INC-08), so an operator can tell our refusals from a provider's.
 */
public enum Rejection {
    /** INC-08: no account by any of the six steps. */
    UNKNOWN_ACCOUNT(404, "Not Found", "EB2B. Unknown account in contact"),
    /** SRC-02: the account is known, but not from this address. */
    SOURCE_NOT_ALLOWED(403, "Forbidden", "EB2B. Source address is not allowed"),
    /** 486 and not 503, which makes carriers take the whole trunk out of service. */
    TRUNK_LIMIT(486, "Busy Here", "EB2B. Trunk limit of the account is reached"),
    /** The share of the trunks that may come in, or go out. */
    INCOMING_LIMIT(486, "Busy Here", "EB2B. Limit of incoming calls of the account is reached"),
    OUTGOING_LIMIT(486, "Busy Here", "EB2B. Limit of outgoing calls of the account is reached"),
    CPS_LIMIT(503, "Service Unavailable", "EB2B. Call rate limit of the account is reached"),
    ACCOUNT_INACTIVE(480, "Temporarily Unavailable", "EB2B. Account is not active"),
    /** The account is configured, but no instance that serves it could be reached. */
    NOT_SERVED(503, "Service Unavailable", "EB2B. No instance serves the account now"),
    NO_ROUTE(404, "Not Found", "EB2B. No route"),
    /** A rule refused; its own code and reason replace these. */
    ROUTE_REJECTED(403, "Forbidden", "EB2B. Rejected by route"),
    /** No target of the route could be reached or resolved. */
    ROUTE_FAILED(503, "Service Unavailable", "EB2B. No target of the route is reachable"),
    /** RFC 3262 §3: a provisional answer was never acknowledged. */
    NO_PRACK(504, "Server Time-out", "EB2B. No PRACK from the caller"),
    NO_ANSWER(408, "Request Timeout", "EB2B. No answer"),
    PROVIDER_UNREACHABLE(503, "Service Unavailable", "EB2B. Provider is unreachable"),
    BAD_CREDENTIALS_AT_PROVIDER(502, "Bad Gateway", "EB2B. Provider refused the credentials of the account"),
    PEER_NOT_TRUSTED(403, "Forbidden", "EB2B. Peer is not trusted"),
    /** BRD-02: a rule refused; its own code and reason replace these. */
    BORDER_REJECTED(403, "Forbidden", "EB2B. Rejected by border filter"),
    UNKNOWN_DOMAIN(404, "Not Found", "EB2B. Unknown domain"),
    /** The same for a user nobody knows: nobody learns which users there are. */
    WRONG_CREDENTIALS(403, "Forbidden", "EB2B. Wrong user or password"),
    SUBSCRIBER_DISABLED(403, "Forbidden", "EB2B. Subscriber is disabled"),
    /** RFC 3261 §10.3 step 4: who may register is right, but not for this address of record. */
    NOT_OWN_ADDRESS(403, "Forbidden", "EB2B. Address of record is not the subscriber's own"),
    TOO_MANY_CONTACTS(403, "Forbidden", "EB2B. Too many contacts"),
    INTERVAL_TOO_BRIEF(423, "Interval Too Brief", "EB2B. Registration interval is too brief"),
    BAD_CONTACT(400, "Bad Request", "EB2B. Contact cannot be used"),
    UNKNOWN_SUBSCRIBER(404, "Not Found", "EB2B. Unknown subscriber"),
    NOT_REGISTERED(480, "Temporarily Unavailable", "EB2B. Subscriber is not registered"),
    /** The binding was handed to this node, which knows it no more. */
    BINDING_GONE(480, "Temporarily Unavailable", "EB2B. Binding of the subscriber is gone"),
    DOMAIN_LOOP(482, "Loop Detected", "EB2B. Routes lead from domain to domain too often"),
    /** SEC-03: the outside edge is not a registrar. */
    REGISTER_NOT_ALLOWED(405, "Method Not Allowed", "EB2B. Registration is not accepted here"),
    METHOD_NOT_ALLOWED(405, "Method Not Allowed", "EB2B. Method is not allowed here"),
    METHOD_UNKNOWN(501, "Not Implemented", "EB2B. Unknown method"),
    REFER_NOT_SUPPORTED(501, "Not Implemented", "EB2B. REFER is not supported"),
    REFER_TO_METHOD(403, "Forbidden", "EB2B. Refer-To asks for another method than INVITE"),
    /** REF-02: a call is transferred on the side that asks for it. */
    REFER_TO_HOST(403, "Forbidden", "EB2B. Refer-To leads to another host"),
    REFER_PENDING(491, "Request Pending", "EB2B. Another transfer is under way"),
    TOO_MANY_TRANSFERS(482, "Loop Detected", "EB2B. Call was transferred too often"),
    /** RFC 3891 §3: it is answered, and only an unanswered one was to be replaced. */
    DIALOG_CONFIRMED(486, "Busy Here", "EB2B. Dialog to be replaced is answered already"),
    BAD_EXTENSION(420, "Bad Extension", "EB2B. Required extension is not supported"),
    UNSUPPORTED_SCHEME(416, "Unsupported URI Scheme", "EB2B. URI scheme is not supported"),
    UNSUPPORTED_MEDIA(488, "Not Acceptable Here", "EB2B. Media is not acceptable"),
    /** Audio of our own needs a socket: as many as may be are open, or no port of the range is free. */
    MEDIA_LIMIT(503, "Service Unavailable", "EB2B. No media port is free"),
    UNSUPPORTED_MEDIA_TYPE(415, "Unsupported Media Type", "EB2B. Body type is not supported"),
    VERSION_NOT_SUPPORTED(505, "Version Not Supported", "EB2B. SIP version is not supported"),
    BAD_REQUEST(400, "Bad Request", "EB2B. Malformed request"),
    /** RFC 4028 §6. */
    SESSION_INTERVAL_TOO_SMALL(422, "Session Interval Too Small", "EB2B. Session interval is too small"),
    /** No interval suited the far end, nor going without. */
    NO_SESSION_INTERVAL(502, "Bad Gateway", "EB2B. Far end refuses every session interval"),
    /** RFC 4028 §10: whoever was to refresh the session did not. */
    SESSION_EXPIRED(408, "Request Timeout", "EB2B. Session was not refreshed"),
    /** RFC 5057: the dialog is gone there, or nobody answers in it. */
    PEER_GONE(408, "Request Timeout", "EB2B. Other side of the call is gone"),
    NO_DIALOG(481, "Call/Transaction Does Not Exist", "EB2B. No such dialog"),
    OUT_OF_ORDER(500, "Server Internal Error", "EB2B. CSeq is lower than before"),
    GLARE(491, "Request Pending", "EB2B. Another offer is pending"),
    TOO_MANY_HOPS(483, "Too Many Hops", "EB2B. Too many hops"),
    LOOP(482, "Loop Detected", "EB2B. Loop or merged request"),
    CANCELLED(487, "Request Terminated", "EB2B. Cancelled by the caller"),
    SHUTTING_DOWN(503, "Service Unavailable", "EB2B. Node is shutting down"),
    /** Said by another node on behalf of the one that was setting the call up. */
    NODE_LOST(503, "Service Unavailable", "EB2B. Node of the call is gone"),
    OVERLOADED(503, "Service Unavailable", "EB2B. Node is overloaded"),
    INTERNAL_ERROR(500, "Server Internal Error", "EB2B. Internal error");

    private final int status;
    private final String phrase;
    private final String text;
    private final String reasonHeader;

    Rejection(int status, String phrase, String text) {
        this.status = status;
        this.phrase = phrase;
        this.text = text;
        this.reasonHeader = reasonHeader(status, text);
    }

    /** SIP status code, 400..699. */
    public int status() {
        return status;
    }

    /** Reason phrase of the status line. */
    public String phrase() {
        return phrase;
    }

    /** What the Reason header says in its text parameter. */
    public String text() {
        return text;
    }

    /** Name in logs and counters, for example {@code unknown-account}. */
    public String logKey() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }

    /** Value of the Reason header, {@code SIP;cause=404;text="EB2B. Unknown account in contact"}. */
    public String reasonHeader() {
        return reasonHeader;
    }

    /** The same for a code and text that come from a rule; what would end the quoted string is escaped or dropped. */
    public static String reasonHeader(int status, String text) {
        var quoted = new StringBuilder(text.length() + 24);
        quoted.append("SIP;cause=").append(status).append(";text=\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') quoted.append('\\');
            if (c >= ' ' && c != 0x7f) quoted.append(c);
        }
        return quoted.append('"').toString();
    }
}
