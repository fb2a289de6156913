package esg.e2e;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Debian's rtpengine on loopback, all in user space. */
final class RtpengineDaemon implements AutoCloseable {
    private static final String HOST = "127.0.0.1";

    private final Process process;
    private final InetSocketAddress control;

    private RtpengineDaemon(Process process, InetSocketAddress control) {
        this.process = process;
        this.control = control;
    }

    static RtpengineDaemon start(Path dir) throws IOException {
        Files.createDirectories(dir);
        int port = Ports.free();
        int first = Ports.free();
        var process = new ProcessBuilder(
                        "rtpengine",
                        "--config-file=none",
                        "--table=-1",
                        "--interface=" + HOST,
                        "--listen-ng=" + HOST + ":" + port,
                        "--port-min=" + first,
                        "--port-max=" + (first + 198),
                        "--num-threads=2",
                        "--foreground",
                        "--log-stderr",
                        "--log-level=6")
                .redirectErrorStream(true)
                .redirectOutput(dir.resolve("rtpengine.log").toFile())
                .start();
        var daemon = new RtpengineDaemon(process, new InetSocketAddress(InetAddress.ofLiteral(HOST), port));
        await().atMost(Duration.ofSeconds(20)).until(() -> {
            if (!process.isAlive()) throw new AssertionError(Files.readString(dir.resolve("rtpengine.log")));
            return Ports.isBound(process.pid(), HOST, port);
        });
        return daemon;
    }

    /** Where it is told what to do. */
    InetSocketAddress control() {
        return control;
    }

    /** Ends it without a word to anybody. */
    void kill() {
        process.destroyForcibly();
        try {
            if (!process.waitFor(5, TimeUnit.SECONDS)) throw new AssertionError("rtpengine does not end");
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        kill();
    }
}
