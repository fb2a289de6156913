package esg.sip.tls;

import java.net.IDN;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the connections of one listener are secured with. New connections take what the files said last; those that stand keep theirs. Any thread. */
public final class TlsContext {
    /** Older ones are broken (RFC 8996). */
    private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};

    private static final KeyManager[] NO_KEYS = {};
    private static final Logger log = LoggerFactory.getLogger(TlsContext.class);

    /**
     * @param accepting shows our certificate
     * @param connecting shows it to servers that ask for one, unless we have made it ourselves: it would prove nothing
     */
    private record Loaded(SSLContext accepting, SSLContext connecting, X509Certificate own, FileStamps stamps) {}

    private final TlsSettings settings;
    private final TlsSettings.Pair pair;
    private volatile Loaded loaded;
    private volatile FileStamps broken = FileStamps.NONE;

    private TlsContext(TlsSettings settings, TlsSettings.Pair pair) throws TlsFailure {
        this.settings = settings;
        this.pair = pair;
        this.loaded = load();
    }

    /**
     * Reads certificate, key and authorities.
     *
     * @throws TlsFailure when they are not there, not readable, or do not fit together
     */
    public static TlsContext open(TlsSettings settings) throws TlsFailure {
        var own = settings.own();
        var context = new TlsContext(settings, own.isPresent() ? own.get() : SelfSigned.in(settings.made()));
        context.tellExpiry();
        return context;
    }

    private Loaded load() throws TlsFailure {
        var stamps = FileStamps.of(files());
        var identity = Identity.of(pair);
        var trust = new PeerTrust(Authorities.of(settings.ca()), settings.verify());
        try {
            var keys = identity.keyManagers();
            var accepting = context(keys, trust);
            var connecting = context(settings.own().isPresent() ? keys : NO_KEYS, trust);
            return new Loaded(accepting, connecting, identity.own(), stamps);
        } catch (GeneralSecurityException e) {
            throw pair.cert().wrong("cannot be used: " + e.getMessage(), e);
        }
    }

    private static SSLContext context(KeyManager[] keys, PeerTrust trust) throws GeneralSecurityException {
        var context = SSLContext.getInstance("TLS");
        context.init(keys, new PeerTrust[] {trust}, null);
        return context;
    }

    /** For a connection that a peer has opened. */
    public SSLEngine accepting() {
        var engine = loaded.accepting.createSSLEngine();
        engine.setUseClientMode(false);
        engine.setEnabledProtocols(PROTOCOLS);
        switch (settings.clientAuth()) {
            case NONE -> {}
            case WANT -> engine.setWantClientAuth(true);
            case NEED -> engine.setNeedClientAuth(true);
        }
        return engine;
    }

    /**
     * For a connection of ours.
     *
     * @param name the peer has to prove; "" for its address, which is not sent as SNI (RFC 6066 §3)
     */
    public SSLEngine connecting(String name, InetSocketAddress remote) {
        var asked = name.isEmpty() ? literal(remote.getAddress()) : name;
        var engine = loaded.connecting.createSSLEngine(asked, remote.getPort());
        engine.setUseClientMode(true);
        engine.setEnabledProtocols(PROTOCOLS);
        var parameters = engine.getSSLParameters();
        parameters.setServerNames(List.of());
        if (!name.isEmpty()) serverName(name, parameters);
        engine.setSSLParameters(parameters);
        return engine;
    }

    private static void serverName(String name, SSLParameters parameters) {
        try {
            parameters.setServerNames(List.of(new SNIHostName(IDN.toASCII(name))));
        } catch (IllegalArgumentException noDomainName) {
            log.debug("name is not sent name={} reason=\"{}\"", name, noDomainName.getMessage());
        }
    }

    private static String literal(InetAddress address) {
        var text = address.getHostAddress();
        int zone = text.indexOf('%');
        return zone < 0 ? text : text.substring(0, zone);
    }

    /** Whether everything a peer shows is believed. */
    public boolean believesAnyServer() {
        return !settings.verify();
    }

    private List<PemFile> files() {
        var files = new ArrayList<>(List.of(pair.cert(), pair.key()));
        settings.ca().ifPresent(files::add);
        return files;
    }

    /** What the files look like now, when that is something new; empty when it is in use, or was found to be broken. */
    Optional<FileStamps> changed() {
        var now = FileStamps.of(files());
        return now.equals(loaded.stamps) || now.equals(broken) ? Optional.empty() : Optional.of(now);
    }

    /** Takes what the files say now; a pair that is broken leaves the old one in use. */
    void reload() {
        var now = FileStamps.of(files());
        try {
            loaded = load();
            broken = FileStamps.NONE;
            var own = loaded.own;
            log.info(
                    "certificate read again file={} for=\"{}\" until={}",
                    pair.cert().path(),
                    PeerName.of(own).text(),
                    own.getNotAfter().toInstant());
            tellExpiry();
        } catch (TlsFailure e) {
            broken = now;
            log.error("certificate not taken, the old one stays in use reason=\"{}\"", e.getMessage());
        }
    }

    private void tellExpiry() {
        var until = loaded.own.getNotAfter().toInstant();
        if (until.isBefore(Instant.now())) {
            log.warn("certificate has expired file={} until={}", pair.cert().path(), until);
        }
    }
}
