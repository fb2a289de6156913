package esg.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** An authority and what it certifies, made by openssl with the commands of docs/tls.md. */
final class Certificates {
    private final Path dir;

    Certificates(Path dir) throws IOException {
        this.dir = Files.createDirectories(dir);
        openssl("req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=Test-CA"
                + " -keyout ca.key -out ca.crt");
    }

    Path authority() {
        return dir.resolve("ca.crt");
    }

    Path cert(String who) {
        return dir.resolve(who + ".crt");
    }

    Path key(String who) {
        return dir.resolve(who + ".key");
    }

    /** @param names such as {@code DNS:localhost,IP:127.0.0.1} */
    Certificates certify(String who, String names) {
        openssl("req -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -subj /CN=" + who
                + " -addext subjectAltName=" + names + " -keyout " + who + ".key -out " + who + ".csr");
        openssl("x509 -req -in " + who + ".csr -CA ca.crt -CAkey ca.key -CAcreateserial -days 2 -copy_extensions copy"
                + " -out " + who + ".crt");
        return this;
    }

    private void openssl(String arguments) {
        try {
            var command = new ArrayList<>(List.of("openssl"));
            command.addAll(List.of(arguments.split(" ")));
            var process = new ProcessBuilder(command)
                    .directory(dir.toFile())
                    .redirectErrorStream(true)
                    .start();
            var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) throw new AssertionError(command + ": " + said);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
