package esg.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * What users get: the archive that {@code mvn package} makes, unpacked in a clean folder and run by the Java of the image, and the package of
 * Debian made of it.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DistributionTest {
    private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();

    @TempDir
    static Path dir = Path.of("");

    private Path archive;
    private Path home;
    private Path java;

    /** What a command left behind. */
    private record Done(int code, String out) {}

    @BeforeAll
    void unpack() throws Exception {
        java = dir.resolve("java");
        try (var files = Files.list(ROOT.resolve("modules/esg/target"))) {
            archive = files.filter(file -> file.getFileName().toString().matches("esg-[0-9.]+\\.tar\\.gz"))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("no distribution: `mvn package` makes it"));
        }
        ok("tar", "-xzf", archive.toString(), "-C", dir.toString());
        home = dir.resolve(archive.getFileName().toString().replace(".tar.gz", ""));
        var jlink = process(List.of(ROOT.resolve("docker/jlink").toString(), java.toString()));
        jlink.environment().put("JAVA_HOME", System.getProperty("java.home"));
        assertThat(jlink.inheritIO().start().waitFor()).isZero();
    }

    @Test
    void holdsWhatItNeedsAndNothingOfTests() throws Exception {
        for (var file : List.of(
                "bin/esg",
                "libexec/find-jdk",
                "conf/esg.conf",
                "docs/README.md",
                "systemd/esg.service",
                "prometheus/alerts.yml",
                "grafana/esg.json",
                "VERSION")) {
            assertThat(home.resolve(file)).exists();
        }
        try (var jars = Files.list(home.resolve("lib"))) {
            assertThat(jars.map(jar -> jar.getFileName().toString()))
                    .anyMatch(name -> name.startsWith("esg-esg-"))
                    .anyMatch(name -> name.startsWith("pekko-actor"))
                    .noneMatch(name -> name.startsWith("junit") || name.startsWith("assertj"));
        }
    }

    @Test
    void runsOnItsOwn() throws Exception {
        var launcher = home.resolve("bin/esg").toString();
        assertThat(ok(launcher, "--help").out()).contains("run", "cluster", "explain", "backup", "restore");
        assertThat(ok(launcher, "--version").out().strip())
                .isEqualTo("ESG " + Files.readString(home.resolve("VERSION")).strip());

        var node = start(launcher);
        try {
            var out = dir.resolve("work/stdout");
            await().atMost(Duration.ofSeconds(60)).until(() -> {
                if (!node.isAlive()) throw new AssertionError(Files.readString(dir.resolve("work/stderr")));
                return Files.exists(out) && Files.readString(out).contains(" ready in ");
            });
            assertThat(out).content().startsWith("ESG esg1@127.0.0.1 ready in ");
        } finally {
            node.destroy();
            assertThat(node.waitFor(60, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(node.exitValue()).isZero();
        assertThat(dir.resolve("work/data/secret.key")).exists();
        keepsAndBringsBack(launcher);
    }

    /** In the folder where the node ran. */
    private void keepsAndBringsBack(String launcher) throws Exception {
        var kept = dir.resolve("kept.zip").toString();
        assertThat(ok(launcher, "backup", kept).out()).contains("rows of", kept);
        var again = done(launcher, "backup", kept);
        assertThat(again.code()).isEqualTo(1);
        assertThat(again.out()).contains("esg: backup failed: there is something already");
        var other = dir.resolve("other");
        assertThat(ok(launcher, "restore", kept, "--set", "esg.data-dir=" + other)
                        .out())
                .contains("restored");
        assertThat(other.resolve("secret.key")).hasSameTextualContentAs(dir.resolve("work/data/secret.key"));
        assertThat(other.resolve("admin.token")).hasSameTextualContentAs(dir.resolve("work/data/admin.token"));
    }

    private Process start(String launcher) throws IOException {
        var listen = "[{transport=udp,host=127.0.0.1,port=0}]";
        var command = new ArrayList<>(
                List.of(launcher, "run", "-c", home.resolve("conf/esg.conf").toString()));
        for (var set : List.of(
                "esg.http.port=0",
                "esg.cluster.port=0",
                "esg.cluster.lifeline-port=0",
                "esg.roles.esg.listen=" + listen,
                "esg.roles.sg.listen=" + listen)) {
            command.addAll(List.of("--set", set));
        }
        return process(command)
                .redirectOutput(dir.resolve("work/stdout").toFile())
                .redirectError(dir.resolve("work/stderr").toFile())
                .start();
    }

    @Test
    void isTheSameWhoeverPacksIt() throws Exception {
        var again = dir.resolve("again");
        ok(
                ROOT.resolve("deploy/pack").toString(),
                ROOT.resolve("modules/esg/target/dist/lib").toString(),
                again.toString());
        assertThat(Files.mismatch(archive, again.resolve(archive.getFileName())))
                .isEqualTo(-1);
    }

    @Test
    void theUnitOfSystemdIsRight() throws Exception {
        assumeThat(installed("systemd-analyze"))
                .as("systemd-analyze is not installed (Debian: systemd)")
                .isTrue();
        var unit = Files.createDirectories(dir.resolve("unit")).resolve("esg.service");
        var text = Files.readString(home.resolve("systemd/esg.service"));
        Files.writeString(
                unit, text.replace("/usr/bin/esg", home.resolve("bin/esg").toString()));

        assertThat(ok("systemd-analyze", "verify", unit.toString()).out()).isEmpty();
        // The lower the better; 2.1 with Debian 12's. What keeps it from less is said in the unit.
        ok("systemd-analyze", "security", "--offline=true", "--threshold=25", unit.toString());
    }

    @Test
    void makesAPackageOfDebian() throws Exception {
        assumeThat(installed("dpkg-deb"))
                .as("dpkg-deb is not installed (Debian: dpkg)")
                .isTrue();
        var made = ok(
                ROOT.resolve("deploy/debian/build").toString(),
                archive.toString(),
                dir.resolve("deb").toString());
        var deb = made.out().lines().toList().getLast();

        assertThat(ok("dpkg-deb", "--info", deb).out())
                .contains(
                        "Package: esg",
                        "Version: " + Files.readString(home.resolve("VERSION")).strip(),
                        "Architecture: all")
                .contains("conffiles", "postinst", "prerm", "postrm", "md5sums");
        var contents = ok("dpkg-deb", "--contents", deb).out();
        assertThat(contents.lines().filter(line -> !line.contains(" root/root ") && !line.contains(" 0/0 ")))
                .as("files of others than root")
                .isEmpty();
        assertThat(contents)
                .containsPattern("-rw-r----- \\S+ .*\\./etc/esg/esg\\.conf")
                .containsPattern("-rw-r--r-- \\S+ .*\\./usr/lib/systemd/system/esg\\.service")
                .containsPattern("-rwxr-xr-x \\S+ .*\\./usr/share/esg/bin/esg")
                .contains(
                        "./usr/bin/esg -> ../share/esg/bin/esg",
                        "./usr/share/doc/esg/copyright",
                        "changelog.gz",
                        "prometheus/alerts.yml");
        unpacked(deb);
    }

    private void unpacked(String deb) throws Exception {
        var root = dir.resolve("root");
        ok("dpkg-deb", "-x", deb, root.toString());
        ok("dpkg-deb", "-e", deb, root.resolve("DEBIAN").toString());
        ok("sh", "-c", "cd '" + root + "' && md5sum --quiet -c DEBIAN/md5sums");
        for (var conffile : Files.readAllLines(root.resolve("DEBIAN/conffiles"))) {
            assertThat(root.resolve(conffile.substring(1))).exists();
        }
        for (var script : List.of("postinst", "prerm", "postrm")) {
            var file = root.resolve("DEBIAN").resolve(script);
            assertThat(Files.readString(file)).startsWith("#!/bin/sh\nset -e\n");
            ok("sh", "-n", file.toString());
        }
        assertThat(Files.readString(root.resolve("etc/esg/esg.conf")))
                .contains("data-dir = /var/lib/esg", "log-dir = /var/log/esg");
        assertThat(ok(root.resolve("usr/bin/esg").toString(), "--version").out())
                .startsWith("ESG ");
    }

    private static boolean installed(String program) {
        return List.of("/usr/bin/", "/bin/", "/usr/sbin/", "/sbin/").stream()
                .anyMatch(folder -> Files.isExecutable(Path.of(folder + program)));
    }

    private Done ok(String... command) throws Exception {
        var done = done(command);
        assertThat(done.code())
                .as("%s%n%s", String.join(" ", command), done.out())
                .isZero();
        return done;
    }

    private Done done(String... command) throws Exception {
        var process = process(List.of(command)).redirectErrorStream(true).start();
        var out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Done(process.waitFor(), out);
    }

    /** With the Java of the image, and nothing of the build in the environment. */
    private ProcessBuilder process(List<String> command) throws IOException {
        var process = new ProcessBuilder(command)
                .directory(Files.createDirectories(dir.resolve("work")).toFile());
        process.environment().keySet().removeIf(name -> name.startsWith("ESG_"));
        process.environment().put("ESG_JAVA_HOME", java.toString());
        process.environment().put("ESG_AOT", "off"); // a node for the cache alone takes longer than all of this
        return process;
    }
}
