package esg.admin.rest;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The bearer token that opens {@code /rest} and {@code /api} (RFC 6750 §2.1). */
public final class AdminToken {
    private static final int BYTES = 24;
    private static final String SCHEME = "bearer ";

    private AdminToken() {}

    /**
     * The configured token; when empty, the one kept in {@code dataDir/admin.token}, made at first start and readable
     * by its owner only.
     *
     * @throws IOException when the file can be neither read nor made
     */
    public static String of(String configured, Path dataDir) throws IOException {
        if (!configured.isEmpty()) {
            return configured;
        }
        Path file = dataDir.resolve("admin.token");
        if (Files.exists(file)) {
            String kept = Files.readString(file, StandardCharsets.US_ASCII).strip();
            if (!kept.isEmpty()) {
                return kept;
            }
            Files.delete(file); // left empty by a crash while it was written
        }
        return make(file);
    }

    private static String make(Path file) throws IOException {
        byte[] random = new byte[BYTES];
        new SecureRandom().nextBytes(random);
        String token = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        var ownerOnly = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        try (var channel = Files.newByteChannel(
                file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), ownerOnly)) {
            channel.write(StandardCharsets.US_ASCII.encode(token + "\n"));
        }
        return token;
    }

    /** The token of an Authorization header; empty for one that carries none. */
    static Optional<String> of(String authorization) {
        return authorization.toLowerCase(Locale.ROOT).startsWith(SCHEME)
                ? Optional.of(authorization.substring(SCHEME.length()).strip())
                : Optional.empty();
    }
}
