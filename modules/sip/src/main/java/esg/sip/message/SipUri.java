package esg.sip.message;

import esg.domain.pattern.Hosts;
import esg.domain.pattern.Pattern;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A sip or sips URI (RFC 3261 §19.1).
 *
 * @param scheme {@code sip} or {@code sips}
 * @param user as written, with escapes; null when there is none
 * @param host without the brackets of an IPv6 reference
 * @param port -1 when there is none
 * @param headers what follows the question mark; "" when nothing does
 */
public record SipUri(
        String scheme,
        @Nullable String user,
        @Nullable String password,
        String host,
        int port,
        Params params,
        String headers) {

    /** Reads a URI; null when it is no legal sip or sips URI. */
    public static @Nullable SipUri parse(String text) {
        int colon = text.indexOf(':');
        if (colon < 0) return null;
        var scheme = colon == 3 ? "sip" : "sips";
        if (colon != scheme.length() || !text.regionMatches(true, 0, scheme, 0, colon)) return null;
        int at = text.lastIndexOf('@', endOfHost(text, colon + 1));
        String user = null;
        String password = null;
        if (at > colon) {
            user = text.substring(colon + 1, at);
            int divider = user.indexOf(':');
            if (divider >= 0) {
                password = user.substring(divider + 1);
                user = user.substring(0, divider);
            }
            if (user.isEmpty() || !legal(user)) return null;
        } else {
            at = colon;
        }
        return hostAndRest(text, at + 1, scheme, user, password);
    }

    private static @Nullable SipUri hostAndRest(
            String text, int from, String scheme, @Nullable String user, @Nullable String password) {
        int question = text.indexOf('?', from);
        int end = question < 0 ? text.length() : question;
        int semicolon = text.indexOf(';', from);
        int hostEnd = semicolon < 0 || semicolon > end ? end : semicolon;
        var at = HostPort.parse(text.substring(from, hostEnd));
        if (at == null) return null;
        var params = Params.parse(text.substring(0, end), Math.min(hostEnd + 1, end));
        var headers = question < 0 ? "" : text.substring(question + 1);
        return new SipUri(scheme, user, password, at.host(), at.port(), params, headers);
    }

    /** The user part may hold ; and ? unescaped, so the @ is looked for up to the first > or blank only. */
    private static int endOfHost(String text, int from) {
        int question = -1;
        for (int i = from; i < text.length(); i++) {
            if (text.charAt(i) == '?' && text.indexOf('@', i) < 0) {
                question = i;
                break;
            }
        }
        return question < 0 ? text.length() - 1 : question;
    }

    private static boolean legal(String user) {
        for (int i = 0; i < user.length(); i++) {
            char c = user.charAt(i);
            if (c <= ' ' || c == '<' || c == '>' || c == '"' || c == '@' || c == 0x7f) return false;
        }
        return true;
    }

    /** The user without escapes; "" when there is none. */
    public String userDecoded() {
        return user == null ? "" : Pattern.unescaped(user);
    }

    public @Nullable String param(String name) {
        return params.get(name);
    }

    /** {@code host[:port]} with the brackets of IPv6. */
    public String hostPort() {
        return HostPort.text(host, port);
    }

    /** A user as it may stand in a URI: what RFC 3261 §25.1 does not allow there becomes {@code %XX} of its UTF-8. */
    public static String escapedUser(String user) {
        var text = new StringBuilder(user.length());
        for (byte b : user.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            boolean letter = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
            if (letter || "-_.!~*'()&=+$,;?/".indexOf(c) >= 0) text.append(c);
            else text.append(String.format(Locale.ROOT, "%%%02X", (int) c));
        }
        return text.toString();
    }

    /** A host as it stands in a URI: IPv6 in brackets. */
    public static String hostText(String host) {
        return HostPort.text(host, -1);
    }

    public SipUri withUser(@Nullable String newUser) {
        return new SipUri(
                scheme, newUser == null || newUser.isEmpty() ? null : newUser, null, host, port, params, headers);
    }

    /** The same at another address, by which it is reached through a NAT. */
    public SipUri at(InetSocketAddress address) {
        return new SipUri(
                scheme,
                user,
                password,
                Hosts.text(address.getAddress()),
                address.getPort(),
                params.without("maddr"),
                headers);
    }

    @Override
    public String toString() {
        var text = new StringBuilder(scheme).append(':');
        if (user != null) text.append(user);
        if (password != null) text.append(':').append(password);
        if (user != null) text.append('@');
        text.append(hostPort()).append(params);
        return headers.isEmpty()
                ? text.toString()
                : text.append('?').append(headers).toString();
    }
}
