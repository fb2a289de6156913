package esg.esg.cluster;

import esg.esg.settings.StartFailure;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The PostgreSQL all nodes share: the operator's, or one that comes along and ends with us. */
final class SharedDatabase implements AutoCloseable {
    private static final int CONNECT_SECONDS = 5;
    private static final Duration STARTS_WITHIN = Duration.ofSeconds(30);

    private final String jdbc;
    private final @Nullable EmbeddedPostgres embedded;

    private SharedDatabase(String jdbc, @Nullable EmbeddedPostgres embedded) {
        this.jdbc = jdbc;
        this.embedded = embedded;
    }

    /** @throws StartFailure when it cannot be reached, with its own words for it */
    static SharedDatabase at(String url) throws StartFailure {
        if (!url.startsWith("jdbc:postgresql:")) {
            throw new StartFailure("--postgres " + shown(url) + ": must be a JDBC URL of PostgreSQL, such as "
                    + "jdbc:postgresql://127.0.0.1:5432/esg?user=esg&password=secret");
        }
        DriverManager.setLoginTimeout(CONNECT_SECONDS);
        try (var _ = DriverManager.getConnection(url)) {
            return new SharedDatabase(url, null);
        } catch (SQLException e) {
            throw new StartFailure("--postgres " + shown(url) + ": " + e.getMessage(), e);
        }
    }

    /**
     * Its data stays in this directory, so that a cluster finds its accounts again.
     *
     * @param host address it is to be reached at: loopback, or another of this machine, where it lets in only neighbours
     */
    static SharedDatabase embedded(Path dir, String host) throws StartFailure {
        refuseRunning(dir);
        try {
            Files.createDirectories(dir);
            var builder = EmbeddedPostgres.builder()
                    .setDataDirectory(dir.toAbsolutePath())
                    .setCleanDataDirectory(false)
                    .setRegisterShutdownHook(false) // it must outlive the nodes
                    .setPGStartupWait(STARTS_WITHIN);
            if (!host.equals(NodeHome.LOOPBACK)) open(builder, dir, host);
            var postgres = builder.start();
            var url = "jdbc:postgresql://" + host + ":" + postgres.getPort() + "/postgres?user=postgres";
            return new SharedDatabase(url, postgres);
        } catch (IOException | IllegalStateException e) {
            throw new StartFailure(
                    "the embedded PostgreSQL does not start in " + dir + ": " + e.getMessage()
                            + " (--postgres URL takes one of yours)",
                    e);
        }
    }

    private static void open(EmbeddedPostgres.Builder builder, Path dir, String host) throws IOException {
        var file = dir.resolveSibling("pg_hba.conf").toAbsolutePath();
        Files.writeString(file, "local all all trust\nhost all all samehost trust\nhost all all samenet trust\n");
        builder.setServerConfig("listen_addresses", NodeHome.LOOPBACK + "," + host)
                .setServerConfig("hba_file", file.toString());
    }

    /** One left behind by a kill -9 of ours holds the files. */
    private static void refuseRunning(Path dir) throws StartFailure {
        var file = dir.resolve("postmaster.pid");
        if (!Files.exists(file)) return;
        try {
            long pid = Long.parseLong(Files.readAllLines(file).getFirst().strip());
            if (ProcessHandle.of(pid).isPresent()) {
                throw new StartFailure("a PostgreSQL runs in " + dir + " already, pid " + pid
                        + "; another cluster's, or left behind by one that was killed: then end it by kill " + pid);
            }
        } catch (IOException | NumberFormatException e) {
            throw new StartFailure("cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    private static String shown(String url) {
        return url.replaceAll("(?i)(password=)[^;&]*", "$1***").replaceAll("//[^/@]*@", "//***@");
    }

    String jdbc() {
        return jdbc;
    }

    @Override
    public void close() throws IOException {
        if (embedded != null) embedded.close();
    }
}
