package esg.sip.hep;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.BindException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Kamailio as a collector: its sipcapture, which the makers of HEP wrote, puts what it reads into a table of text. */
final class CaptureServer implements AutoCloseable {
    private static final List<Path> PROGRAMS =
            List.of(Path.of("/usr/sbin/kamailio"), Path.of("/usr/local/sbin/kamailio"));
    private static final List<String> COLUMNS = List.of("""
            date:int micro_ts:int method:string reply_reason:string ruri:string ruri_user:string ruri_domain:string
            from_user:string from_domain:string from_tag:string to_user:string to_domain:string to_tag:string
            pid_user:string contact_user:string auth_user:string callid:string callid_aleg:string via_1:string
            via_1_branch:string cseq:string diversion:string reason:string content_type:string auth:string
            user_agent:string source_ip:string source_port:int destination_ip:string destination_port:int
            contact_ip:string contact_port:int originator_ip:string originator_port:int correlation_id:string
            custom_field1:string custom_field2:string custom_field3:string proto:int family:int rtp_stat:string
            type:int node:string msg:string""".split("\\s+"));

    private final Path db;
    private final Path table;
    private final Path log;
    private final Process process;
    final int port;

    private CaptureServer(Path dir) throws IOException {
        port = freePort();
        db = Files.createDirectories(dir.resolve("db"));
        table = db.resolve("sip_capture");
        log = dir.resolve("log");
        var head = COLUMNS.stream().map(column -> column.replaceFirst("(.*):(.*)", "$1($2,null)"));
        Files.writeString(table, String.join(" ", head.toList()) + "\n");
        Files.writeString(db.resolve("version"), "table_name(string) table_version(int)\nsip_capture:4\n");
        var settings = Files.writeString(dir.resolve("kamailio.cfg"), settings());
        process = new ProcessBuilder(
                        program().toString(),
                        "-DD",
                        "-E",
                        "-f",
                        settings.toString(),
                        "-l",
                        "udp:127.0.0.1:" + port,
                        "-w",
                        dir.toString(),
                        "-Y",
                        dir.toString(),
                        "-P",
                        dir.resolve("pid").toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        await().until(this::listens);
    }

    /** Whether there is one on this machine. */
    static boolean isThere() {
        return PROGRAMS.stream().anyMatch(Files::isExecutable);
    }

    static CaptureServer start(Path dir) throws IOException {
        return new CaptureServer(dir);
    }

    private static Path program() {
        return PROGRAMS.stream().filter(Files::isExecutable).findFirst().orElseThrow();
    }

    private String settings() {
        return """
            debug=0
            log_stderror=yes
            children=1
            disable_tcp=yes
            loadmodule "pv.so"
            loadmodule "xlog.so"
            loadmodule "db_text.so"
            loadmodule "sipcapture.so"
            modparam("sipcapture", "db_url", "text://DIR")
            modparam("sipcapture", "table_name", "sip_capture")
            modparam("sipcapture", "capture_on", 1)
            modparam("sipcapture", "hep_capture_on", 1)
            request_route { sip_capture(); xlog("L_ALERT", "captured $ci\\n"); drop; }
            reply_route { sip_capture(); xlog("L_ALERT", "captured $ci\\n"); drop; }
            """.replace("DIR", db.toString());
    }

    private static int freePort() throws IOException {
        try (var probe = new DatagramSocket(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0))) {
            return probe.getLocalPort();
        }
    }

    private boolean listens() throws IOException {
        if (!process.isAlive()) throw new AssertionError(Files.readString(log));
        try (var _ = new DatagramSocket(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port))) {
            return false;
        } catch (BindException _) {
            return true;
        }
    }

    /** Waits for so many messages, ends it, which writes the table, and tells columns of each. */
    List<String> captured(int messages, String... columns) throws Exception {
        await().until(() -> Files.readString(log).split("captured ", -1).length > messages);
        close();
        try (var rows = Files.lines(table)) {
            return rows.skip(1).map(row -> row(row, columns)).toList();
        }
    }

    private static String row(String row, String... columns) {
        var fields = row.split("(?<!\\\\):", -1);
        var names = COLUMNS.stream()
                .map(column -> column.substring(0, column.indexOf(':')))
                .toList();
        var values = Stream.of(columns).map(names::indexOf).map(at -> fields[at].replace("\\:", ":"));
        return String.join(" ", values.toList());
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
