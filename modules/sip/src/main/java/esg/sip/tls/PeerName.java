package esg.sip.tls;

import java.net.IDN;
import java.net.InetAddress;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;

/**
 * Whom a certificate is for (RFC 5922 §7.1): its DNS names and {@code sip:} URIs, or its common name when it has neither, and its addresses.
 * One wildcard label in front is honoured as in RFC 9525 §6.3, against RFC 5922 §7.2: the certificates of many providers have no other name.
 *
 * @param domains lower case
 */
record PeerName(Set<String> domains, Set<InetAddress> addresses) {
    private static final int DNS = 2;
    private static final int URI = 6;
    private static final int IP = 7;
    private static final int SHOWN = 4;

    static PeerName of(X509Certificate certificate) {
        var domains = new java.util.LinkedHashSet<String>();
        var addresses = new java.util.LinkedHashSet<InetAddress>();
        for (var alternative : alternatives(certificate)) {
            if (!(alternative.getFirst() instanceof Integer kind && alternative.get(1) instanceof String value))
                continue;
            switch (kind) {
                case DNS -> domains.add(plain(value));
                case URI -> sipDomain(value).ifPresent(domains::add);
                case IP -> literal(value).ifPresent(addresses::add);
                default -> {} // mail, directory names: not for servers
            }
        }
        if (domains.isEmpty() && addresses.isEmpty()) commonName(certificate).ifPresent(domains::add);
        return new PeerName(domains, addresses);
    }

    /** Whether a peer that was asked for by this name or address may show the certificate. */
    boolean covers(String asked) {
        var address = literal(asked);
        if (address.isPresent()) return addresses.contains(address.get());
        var name = plain(asked);
        return domains.stream().anyMatch(domain -> domain.equals(name) || wildcard(domain, name));
    }

    /** {@code a.example, b.example and 7 more}; for a log. */
    String text() {
        var all = new ArrayList<>(domains);
        for (var address : addresses) all.add(address.getHostAddress());
        if (all.isEmpty()) return "nobody";
        var shown = String.join(", ", all.subList(0, Math.min(SHOWN, all.size())));
        return all.size() <= SHOWN ? shown : shown + " and " + (all.size() - SHOWN) + " more";
    }

    /** {@code *.b.example} stands for one label before b.example, and never for all of a top-level domain. */
    private static boolean wildcard(String domain, String name) {
        if (!domain.startsWith("*.") || domain.indexOf('.', 2) < 0) return false;
        int dot = name.indexOf('.');
        return dot > 0 && name.substring(dot).equals(domain.substring(1));
    }

    private static Collection<List<?>> alternatives(X509Certificate certificate) {
        try {
            var all = certificate.getSubjectAlternativeNames();
            return all == null ? List.of() : all;
        } catch (CertificateParsingException damaged) {
            return List.of();
        }
    }

    /** §7.1: only a URI that names a domain and no user in it; {@code sips} counts too. */
    private static Optional<String> sipDomain(String uri) {
        var lower = uri.toLowerCase(Locale.ROOT);
        int scheme = lower.startsWith("sip:") ? 4 : lower.startsWith("sips:") ? 5 : -1;
        if (scheme < 0 || lower.indexOf('@') >= 0) return Optional.empty();
        var host = lower.substring(scheme).split("[:;?]", 2)[0];
        return host.isEmpty() ? Optional.empty() : Optional.of(plain(host));
    }

    private static Optional<String> commonName(X509Certificate certificate) {
        try {
            return new LdapName(certificate.getSubjectX500Principal().getName())
                    .getRdns().stream()
                            .filter(rdn -> rdn.getType().equalsIgnoreCase("CN"))
                            .map(rdn -> plain(String.valueOf(rdn.getValue())))
                            .findFirst();
        } catch (InvalidNameException unusual) {
            return Optional.empty();
        }
    }

    private static String plain(String name) {
        var text = name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
        try {
            return IDN.toASCII(text).toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException noDomain) {
            return text.toLowerCase(Locale.ROOT);
        }
    }

    private static Optional<InetAddress> literal(String text) {
        try {
            boolean bracketed = text.startsWith("[") && text.endsWith("]");
            return Optional.of(InetAddress.ofLiteral(bracketed ? text.substring(1, text.length() - 1) : text));
        } catch (IllegalArgumentException name) {
            return Optional.empty();
        }
    }
}
