package esg.e2e;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Debian's Kamailio as a registrar with digest for one user; it routes calls to who is registered. */
final class Kamailio implements AutoCloseable {
    private final Path dir;
    private final Process process;

    private Kamailio(Path dir, Process process) {
        this.dir = dir;
        this.process = process;
    }

    /** @param expires most seconds it grants */
    static Kamailio start(Path dir, String host, int port, int expires) throws IOException {
        return run(dir, host, port, config(host, port, expires));
    }

    /** On 127.0.0.1 over TLS too, by this certificate; it believes everybody. */
    static Kamailio secured(Path dir, int port, int tls, Certificates certificates, String who) throws IOException {
        var host = "127.0.0.1";
        var module = """
            enable_tls=yes
            listen=tls:%s:%d
            loadmodule "tls.so"
            modparam("tls", "certificate", "%s")
            modparam("tls", "private_key", "%s")
            modparam("tls", "tls_method", "TLSv1.2+")
            """.formatted(host, tls, certificates.cert(who), certificates.key(who));
        return run(
                dir,
                host,
                port,
                config(host, port, 60).replace("loadmodule \"pv.so\"", module + "loadmodule \"pv.so\""));
    }

    private static String config(String host, int port, int expires) throws IOException {
        return Files.readString(Path.of("scenarios/registrar/kamailio.cfg"))
                .replace("HOST", host)
                .replace("PORT", Integer.toString(port))
                .replace("EXPIRES", Integer.toString(expires));
    }

    /**
     * The provider of {@code scenarios/nat} in the namespace of the world.
     *
     * @param helpful whether it answers to where a request came from, whatever its Contact says
     */
    static Kamailio provider(Namespace world, Path dir, boolean helpful) throws IOException {
        var text = Files.readString(Path.of("scenarios/nat/kamailio.cfg"));
        var kamailio = spawn(world, dir, helpful ? text.replace("#!KAMAILIO", "#!KAMAILIO\n#!define HELPFUL") : text);
        await().atMost(Duration.ofSeconds(20)).until(() -> kamailio.listens(NatNetwork.PROVIDER, NatNetwork.SIP));
        return kamailio;
    }

    private static Kamailio run(Path dir, String host, int port, String text) throws IOException {
        var kamailio = spawn(Namespace.HERE, dir, text);
        await().atMost(Duration.ofSeconds(20)).until(() -> kamailio.answers(host, port));
        return kamailio;
    }

    private static Kamailio spawn(Namespace namespace, Path dir, String text) throws IOException {
        Files.createDirectories(dir);
        var config = Files.writeString(dir.resolve("kamailio.cfg"), text);
        var options = List.of("-DD", "-E", "-m", "32", "-M", "4", "-w", dir.toString(), "-Y", dir.toString());
        var command = new ArrayList<>(List.of("kamailio", "-f", config.toString()));
        command.addAll(options);
        var process = new ProcessBuilder(namespace.running(command))
                .redirectErrorStream(true)
                .redirectOutput(dir.resolve("kamailio.log").toFile())
                .start();
        return new Kamailio(dir, process);
    }

    private boolean listens(String host, int port) throws IOException {
        if (!process.isAlive()) throw new AssertionError(log());
        return Ports.isBound(process.pid(), host, port);
    }

    private boolean answers(String host, int port) throws IOException {
        if (!process.isAlive()) throw new AssertionError(log());
        var options = """
            OPTIONS sip:%1$s SIP/2.0
            Via: SIP/2.0/UDP 127.0.0.1;rport;branch=z9hG4bKx
            From: <sip:a@b>;tag=1
            To: <sip:%1$s>
            Call-ID: probe
            CSeq: 1 OPTIONS
            Max-Forwards: 1
            Content-Length: 0

            """.replace("\n", "\r\n").formatted(host).getBytes(StandardCharsets.US_ASCII);
        try (var socket = new DatagramSocket()) {
            socket.setSoTimeout(200);
            socket.send(new DatagramPacket(options, options.length, InetAddress.getByName(host), port));
            socket.receive(new DatagramPacket(new byte[2048], 2048));
            return true;
        } catch (java.net.SocketTimeoutException notYet) {
            return false;
        }
    }

    /** Everything it has logged: each REGISTER as {@code register user=… cseq=… callid=… expires=… auth=…}. */
    String log() {
        try {
            return Files.readString(dir.resolve("kamailio.log"));
        } catch (IOException e) {
            return e.toString();
        }
    }

    @Override
    public void close() {
        var workers = process.descendants().toList(); // one that has to be forced leaves them behind
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) process.destroyForcibly();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        workers.forEach(ProcessHandle::destroyForcibly);
    }
}
