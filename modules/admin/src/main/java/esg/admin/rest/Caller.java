package esg.admin.rest;

import esg.domain.pattern.Hosts;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.Optional;
import org.apache.pekko.http.javadsl.model.AttributeKeys;
import org.apache.pekko.http.javadsl.model.HttpRequest;

/**
 * Who a request says it is from.
 *
 * @param address of the client; what a proxy says of it is believed on this machine alone
 * @param secure whether it came to us, or to the proxy, by https
 * @param bearer the token of its Authorization header (RFC 6750 §2.1); another scheme is a proxy's affair
 * @param csrf the header, {@code cookie} likewise
 */
record Caller(
        InetAddress address, boolean secure, Optional<String> bearer, Optional<String> cookie, Optional<String> csrf) {
    static final String COOKIE = "esg_session";
    static final String CSRF = "X-Esg-Csrf";

    static Caller of(HttpRequest request) {
        var address = request.getAttribute(AttributeKeys.remoteAddress)
                .flatMap(remote -> remote.getAddress())
                .orElse(InetAddress.getLoopbackAddress());
        var forwarded = Optional.of(address)
                .filter(InetAddress::isLoopbackAddress)
                .flatMap(_ -> header(request, "X-Forwarded-For"))
                .map(list -> list.substring(list.lastIndexOf(',') + 1).strip())
                .map(Hosts::literal);
        boolean secure = request.getUri().scheme().equals("https")
                || header(request, "X-Forwarded-Proto")
                        .filter("https"::equalsIgnoreCase)
                        .isPresent();
        return new Caller(
                forwarded.orElse(address),
                secure,
                header(request, "Authorization").flatMap(AdminToken::of),
                header(request, "Cookie").flatMap(Caller::session),
                header(request, CSRF));
    }

    /** As the record of changes has it. */
    String text() {
        return Hosts.text(address);
    }

    /** RFC 6265 §4.2.1. */
    private static Optional<String> session(String cookies) {
        return Arrays.stream(cookies.split(";"))
                .map(String::strip)
                .filter(cookie -> cookie.startsWith(COOKIE + "="))
                .map(cookie -> cookie.substring(COOKIE.length() + 1))
                .filter(value -> !value.isEmpty())
                .findFirst();
    }

    private static Optional<String> header(HttpRequest request, String name) {
        return request.getHeader(name).map(header -> header.value());
    }
}
