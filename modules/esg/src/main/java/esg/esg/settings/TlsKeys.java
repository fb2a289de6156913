package esg.esg.settings;

import esg.sip.tls.ClientAuth;
import esg.sip.tls.PemFile;
import esg.sip.tls.TlsSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What secures TLS listeners: {@code esg.tls}, and above it what a listener says of itself. */
final class TlsKeys {
    /** Keys a tls listener may have beside those of every listener. */
    static final List<String> OF_A_LISTENER = List.of("cert", "key", "ca", "client-auth");

    private final Keys node;
    private final Path made;

    /** @param dataDir where a self-signed certificate is kept when there is no other */
    TlsKeys(Keys node, Path dataDir) {
        this.node = node;
        this.made = dataDir;
    }

    /** The listener's own where it says so, else the node's. */
    TlsSettings of(Keys listener) throws StartFailure {
        var ca = file(listener.has("ca") ? listener : node, "ca");
        var owner = listener.has("client-auth") ? listener : node;
        var clientAuth = clientAuth(owner);
        if (clientAuth != ClientAuth.NONE && ca.isEmpty()) {
            // The public ones would let in everybody who has a web site.
            throw owner.wrong("client-auth", "needs ca, the authorities whose clients are let in");
        }
        boolean own = listener.has("cert") || listener.has("key");
        return new TlsSettings(pair(own ? listener : node), made, ca, clientAuth, node.flag("verify"));
    }

    private static Optional<TlsSettings.Pair> pair(Keys keys) throws StartFailure {
        var cert = file(keys, "cert");
        var key = file(keys, "key");
        if (cert.isPresent() != key.isPresent()) {
            throw cert.isPresent()
                    ? keys.wrong("cert", "needs its key beside it")
                    : keys.wrong("key", "needs its cert beside it");
        }
        return cert.flatMap(one -> key.map(other -> new TlsSettings.Pair(one, other)));
    }

    private static Optional<PemFile> file(Keys keys, String key) throws StartFailure {
        var path = keys.has(key) ? keys.text(key) : "";
        return path.isBlank() ? Optional.empty() : Optional.of(new PemFile(keys.prefix() + key, Path.of(path)));
    }

    private static ClientAuth clientAuth(Keys keys) throws StartFailure {
        var token = keys.text("client-auth");
        var asked = ClientAuth.of(token);
        if (asked.isEmpty()) throw keys.wrong("client-auth", "must be none, want or need, not \"" + token + "\"");
        return asked.get();
    }
}
