package esg.sip.tls;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What secures the connections of one listener.
 *
 * @param own certificate and key; empty for a self-signed pair made at the first start
 * @param made directory of that pair
 * @param ca authorities that vouch for peers; empty for those of the JDK
 * @param clientAuth asks who connects for a certificate
 * @param verify false trusts every server, for laboratories
 */
public record TlsSettings(Optional<Pair> own, Path made, Optional<PemFile> ca, ClientAuth clientAuth, boolean verify) {
    /** A certificate, with its chain behind it, and its key. */
    public record Pair(PemFile cert, PemFile key) {}
}
