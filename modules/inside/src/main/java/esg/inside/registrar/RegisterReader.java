package esg.inside.registrar;

import esg.domain.account.Transport;
import esg.domain.pattern.Hosts;
import esg.domain.subscriber.Aor;
import esg.domain.subscriber.Binding;
import esg.domain.subscriber.RegisterRequest;
import esg.sip.message.Address;
import esg.sip.message.Headers;
import esg.sip.message.SipRequest;
import esg.sip.message.SipUri;
import esg.sip.transport.Flow;
import esg.trunk.leg.Translated;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads a REGISTER for the rules. */
record RegisterReader(String node, String edge) {
    private static final int LONGEST_URI = 500;
    private static final int LONGEST_CALL_ID = 300;
    private static final int LONGEST_PATH = 2000;
    private static final int LONGEST_AGENT = 200;
    private static final long MOST_SECONDS = 0xFFFFFFFFL; // RFC 3261 §20.19

    /** Empty when a contact is no SIP URI, or something is too long to be kept. */
    Optional<RegisterRequest> read(SipRequest request, Flow flow, Aor aor) {
        var contacts = new ArrayList<RegisterRequest.Contact>();
        for (var address : contacts(request)) {
            var uri = address.uri();
            if (uri == null || !fits(address.uriText(), LONGEST_URI) || !fits(key(uri), LONGEST_URI))
                return Optional.empty();
            contacts.add(new RegisterRequest.Contact(
                    key(uri), address.uriText(), q(address.param("q")), seconds(address.param("expires"))));
        }
        var path =
                request.addresses(Headers.PATH).stream().map(Address::uriText).toList();
        boolean readable = path.stream().allMatch(uri -> SipUri.parse(uri) != null);
        if (!readable || !fits(String.join(" ", path), LONGEST_PATH) || !fits(request.callId(), LONGEST_CALL_ID)) {
            return Optional.empty();
        }
        return Optional.of(new RegisterRequest(
                aor,
                request.callId(),
                request.cseq(),
                request.values(Headers.CONTACT).contains("*"),
                seconds(request.header(Headers.EXPIRES)),
                contacts,
                path,
                agent(request.header(Headers.USER_AGENT)),
                place(request, flow)));
    }

    private static List<Address> contacts(SipRequest request) {
        return request.values(Headers.CONTACT).stream()
                .filter(value -> !value.equals("*"))
                .map(Address::parse)
                .toList();
    }

    private Binding.Place place(SipRequest request, Flow flow) {
        var remote = flow.remote();
        return new Binding.Place(
                node,
                edge,
                flow.listener().transport().token(),
                SipUri.hostText(Hosts.text(remote.getAddress())) + ":" + remote.getPort(),
                Translated.is(request, flow));
    }

    /**
     * What two URIs of the same contact have in common (RFC 3261 §19.1.4). Parameters that phones make up anew when they start are left
     * out, so that a phone replaces its own binding and does not add to it.
     */
    static String key(SipUri uri) {
        var transport = uri.param("transport");
        var maddr = uri.param("maddr");
        var port = uri.port() < 0 ? "" : ":" + uri.port();
        return uri.scheme() + ":" + uri.userDecoded() + "@" + SipUri.hostText(Hosts.canonical(uri.host())) + port
                + (transport == null
                        ? ""
                        : ";" + Transport.of(transport).map(Transport::token).orElse(transport))
                + (maddr == null ? "" : ";maddr=" + Hosts.canonical(maddr));
    }

    /** Line breaks and NUL could not be kept. */
    private static boolean fits(String text, int longest) {
        return text.length() <= longest && text.chars().noneMatch(c -> c < ' ');
    }

    private static String agent(@Nullable String text) {
        if (text == null) return "";
        var clean = text.replaceAll("\\p{Cntrl}", "?");
        return clean.length() <= LONGEST_AGENT ? clean : clean.substring(0, LONGEST_AGENT);
    }

    /** 0 to 1 with three digits at most (RFC 3261 §25.1); without one it counts as the best. */
    static int q(@Nullable String text) {
        if (text == null || !text.matches("[01](\\.[0-9]{0,3})?")) return 1000;
        return (int) Math.min(1000, Math.round(Double.parseDouble(text) * 1000));
    }

    /** Null when there is none that can be read: the usual interval is granted then (§10.2.1.1). */
    static @Nullable Long seconds(@Nullable String text) {
        if (text == null || !text.strip().matches("[0-9]{1,18}")) return null;
        return Math.min(Long.parseLong(text.strip()), MOST_SECONDS);
    }

    /** {@code 0.5} for 500. */
    static String q(int thousandths) {
        return String.format(Locale.ROOT, "%.3f", thousandths / 1000.0).replaceAll("\\.?0+$", "");
    }
}
