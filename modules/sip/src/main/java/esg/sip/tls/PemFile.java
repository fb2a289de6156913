package esg.sip.tls;

import java.nio.file.Path;

/**
 * A file that a setting names.
 *
 * @param setting its key, for whoever has to put it right: {@code esg.tls.cert}
 */
public record PemFile(String setting, Path path) {
    TlsFailure wrong(String reason) {
        return new TlsFailure(setting + ": " + path + ": " + reason);
    }

    TlsFailure wrong(String reason, Throwable cause) {
        return new TlsFailure(setting + ": " + path + ": " + reason, cause);
    }
}
