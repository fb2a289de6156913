package esg.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A telephone: Debian's baresip, which sends a tone and records what it hears. */
final class Baresip implements AutoCloseable {
    private static final int WAV_HEADER = 44;
    private static final int RATE = 8000;
    private static final long LOUD = 5_000;
    private final Path dir;
    private final Process process;
    private final InetSocketAddress keyboard;

    private Baresip(Path dir, Process process, InetSocketAddress keyboard) {
        this.dir = dir;
        this.process = process;
        this.keyboard = keyboard;
    }

    /** Answers every call to {@code user}. */
    static Baresip answering(Path dir, String user, String host, int port, int tone) throws IOException {
        return answering(Namespace.HERE, dir, new Line(user, host, port, tone));
    }

    static Baresip answering(Namespace in, Path dir, Line line) throws IOException {
        return start(in, dir, line, List.of());
    }

    /** Calls and stays in the call for some seconds. */
    static Baresip calling(Path dir, Line line, String uri, int seconds) throws IOException {
        return calling(Namespace.HERE, dir, line, uri, seconds);
    }

    static Baresip calling(Namespace in, Path dir, Line line, String uri, int seconds) throws IOException {
        return start(in, dir, line, List.of("-e", "/dial " + uri, "-t", Integer.toString(seconds)));
    }

    /**
     * What it is.
     *
     * @param tone in Hz
     * @param codec the only one it speaks
     */
    record Line(String user, String host, int port, int tone, String codec) {
        Line(String user, String host, int port, int tone) {
            this(user, host, port, tone, "PCMA");
        }
    }

    private static Baresip start(Namespace in, Path dir, Line line, List<String> options) throws IOException {
        Files.createDirectories(dir);
        int rtp = Ports.free() & ~1;
        var keyboard = new InetSocketAddress(InetAddress.ofLiteral(line.host), Ports.free());
        Files.writeString(
                dir.resolve("accounts"),
                "<sip:%s@%s:%d>;regint=0;answermode=auto;audio_codecs=%s%n"
                        .formatted(line.user, line.host, line.port, line.codec));
        Files.writeString(dir.resolve("contacts"), "");
        Files.writeString(dir.resolve("config"), """
                    poll_method epoll
                    sip_listen %1$s:%2$d
                    net_interface %1$s
                    rtp_ports %3$d-%4$d
                    audio_source ausine,%5$d
                    ausrc_srate 48000
                    ausrc_channels 2
                    audio_player aubridge,ear
                    auplay_srate 8000
                    auplay_channels 1
                    audio_alert aubridge,alert
                    module_path %6$s
                    module g711.so
                    module ausine.so
                    module aubridge.so
                    module sndfile.so
                    module_tmp account.so
                    module_app menu.so
                    module_app ctrl_tcp.so
                    ctrl_tcp_listen %1$s:%8$d
                    snd_path %7$s
                    """.formatted(
                        line.host, line.port, rtp, rtp + 20, line.tone, modules(), dir, keyboard.getPort()));
        var command = new java.util.ArrayList<>(List.of("baresip", "-f", dir.toString()));
        command.addAll(options);
        var process = new ProcessBuilder(in.running(command))
                .redirectErrorStream(true)
                .redirectOutput(dir.resolve("log").toFile())
                .start();
        return new Baresip(dir, process, keyboard);
    }

    private static Path modules() throws IOException {
        try (var found = Files.find(Path.of("/usr/lib"), 4, (path, _) -> path.endsWith("baresip/modules"))) {
            return found.findFirst().orElseThrow(() -> new IOException("no baresip/modules below /usr/lib"));
        }
    }

    /** Until the caller has hung up and the callee knows it, and each has heard the other's tone. */
    static void hearEachOther(Baresip caller, int callersTone, Baresip callee, int calleesTone) {
        caller.awaitEnd();
        await("the call ends on both sides")
                .atMost(Duration.ofSeconds(10))
                .until(() -> callee.log().contains("session closed"));
        assertThat(callee.heard(callersTone)).as("the caller's tone").isGreaterThan(LOUD);
        assertThat(caller.heard(calleesTone)).as("the callee's tone").isGreaterThan(LOUD);
    }

    /** What somebody would type at it: {@code hold}, {@code transfer sip:…}; for a telephone in the main namespace. */
    void types(String command, String params) throws IOException {
        var json = "{\"command\":\"%s\",\"params\":\"%s\",\"token\":\"\"}".formatted(command, params);
        try (var socket = new Socket(keyboard.getAddress(), keyboard.getPort())) {
            socket.getOutputStream().write((json.length() + ":" + json + ",").getBytes(UTF_8));
            if (socket.getInputStream().read() < 0) throw new AssertionError("no answer to " + command + "\n" + log());
        }
    }

    boolean isReady() {
        return log().contains("baresip is ready");
    }

    void awaitEnd() {
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) throw new AssertionError(log());
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    String log() {
        try {
            return Files.readString(dir.resolve("log"));
        } catch (IOException e) {
            return e.toString();
        }
    }

    /** Strength of a tone in what it heard during the second second, 0 to 32768. */
    long heard(int tone) {
        try {
            var recording = recordings().stream()
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("nothing recorded\n" + log()));
            var samples = ByteBuffer.wrap(Files.readAllBytes(recording)).order(ByteOrder.LITTLE_ENDIAN);
            return strength(samples, tone);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether it heard a tone for a whole second, at any time. */
    boolean everHeard(int tone) throws IOException {
        for (var recording : recordings()) {
            var samples = ByteBuffer.wrap(Files.readAllBytes(recording)).order(ByteOrder.LITTLE_ENDIAN);
            for (int from = WAV_HEADER; from + 2 * RATE <= samples.capacity(); from += RATE)
                if (strength(samples, from, tone) > LOUD) return true;
        }
        return false;
    }

    /** How much it has heard so far, in bytes. */
    long recorded() throws IOException {
        long bytes = 0;
        for (var recording : recordings()) bytes += Files.size(recording);
        return bytes;
    }

    private List<Path> recordings() throws IOException {
        try (var files = Files.list(dir)) {
            return files.filter(file -> file.toString().endsWith("-dec.wav")).toList();
        }
    }

    private static long strength(ByteBuffer wav, int tone) {
        int from = WAV_HEADER + 2 * RATE / 2;
        if (wav.capacity() < from + 2 * RATE)
            throw new AssertionError("recorded too little: " + wav.capacity() + " bytes");
        return strength(wav, from, tone);
    }

    /** Goertzel's algorithm over one second. */
    private static long strength(ByteBuffer wav, int from, int tone) {
        double factor = 2 * Math.cos(2 * Math.PI * tone / RATE);
        double last = 0;
        double before = 0;
        for (int i = 0; i < RATE; i++) {
            double now = wav.getShort(from + 2 * i) + factor * last - before;
            before = last;
            last = now;
        }
        return Math.round(Math.sqrt(Math.max(0, last * last + before * before - factor * last * before)) * 2 / RATE);
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(5, TimeUnit.SECONDS)) process.destroyForcibly();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
