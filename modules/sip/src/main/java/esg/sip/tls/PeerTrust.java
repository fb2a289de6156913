package esg.sip.tls;

import java.net.Socket;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Accepts a server whose certificate an authority vouches for and that was made for the name it was asked for by, which the engine knows as
 * its peer host; a client's has no name to be compared with.
 */
final class PeerTrust extends X509ExtendedTrustManager {
    private final CompletableFuture<X509ExtendedTrustManager> authorities;
    private final boolean verify;

    /** @param verify false trusts every server; clients are always checked */
    PeerTrust(CompletableFuture<X509ExtendedTrustManager> authorities, boolean verify) {
        this.authorities = authorities;
        this.verify = verify;
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        if (!verify) return;
        var asked = engine.getPeerHost();
        var whose = "certificate of " + asked;
        try {
            authorities.join().checkServerTrusted(chain, authType, engine);
        } catch (CertificateException e) {
            throw new Refused(whose + " " + why(chain[0], e), e);
        }
        var names = PeerName.of(chain[0]);
        if (!names.covers(asked)) throw new Refused(whose + " is for " + names.text());
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        try {
            authorities.join().checkClientTrusted(chain, authType, engine);
        } catch (CertificateException e) {
            throw new Refused("client certificate " + why(chain[0], e), e);
        }
    }

    private static String why(X509Certificate certificate, CertificateException refusal) {
        for (Throwable cause = refusal; cause != null; cause = cause.getCause()) {
            switch (cause) {
                case CertificateExpiredException _ -> {
                    var until = certificate.getNotAfter().toInstant();
                    return until.isBefore(Instant.now())
                            ? "expired on " + day(until)
                            : "has an expired authority above it";
                }
                case CertificateNotYetValidException _ -> {
                    return "is not valid before "
                            + day(certificate.getNotBefore().toInstant());
                }
                case CertPathBuilderException _ -> {
                    return "is from an unknown authority: "
                            + certificate.getIssuerX500Principal().getName();
                }
                default -> {} // what it wraps says more
            }
        }
        return "is not accepted: " + refusal.getMessage();
    }

    private static String day(Instant time) {
        return time.atZone(ZoneOffset.UTC).toLocalDate().toString();
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return authorities.join().getAcceptedIssuers();
    }

    // Without an engine there is nobody to ask for the name; the JDK never calls these for one.

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        throw new Refused("no engine");
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        throw new Refused("no engine");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        throw new Refused("no engine");
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        throw new Refused("no engine");
    }
}
