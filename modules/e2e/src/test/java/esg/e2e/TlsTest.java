package esg.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An account over TLS at Debian's Kamailio, and what an operator sees of certificates (PRV-17, A-02, PRT-01). */
class TlsTest {
    private static final String HERE = "127.0.0.1";

    @TempDir
    Path dir;

    private final int tls = Ports.free();

    private String listener(String more) {
        return "esg.roles.esg.listen.2={transport=tls,host=" + HERE + ",port=" + tls + more + "}";
    }

    private Esg esg(Certificates certificates, String... more) throws IOException {
        var sets = new java.util.ArrayList<>(java.util.List.of(
                listener(",name=secure"),
                "esg.tls.cert=" + certificates.cert("esg"),
                "esg.tls.key=" + certificates.key("esg"),
                "esg.tls.ca=" + certificates.authority()));
        sets.addAll(java.util.List.of(more));
        return Esg.start(dir.resolve("esg"), sets.toArray(String[]::new));
    }

    private static Map<String, Object> account(String code, String domain, int port) {
        return Map.of(
                "code",
                code,
                "reg",
                true,
                "username",
                "71234567890",
                "pwd",
                "3y82lS5",
                "domain",
                domain,
                "proxyport",
                port,
                "transport",
                "tls",
                "listener",
                "secure");
    }

    @Test
    void registersAndCarriesCallsBothWays() throws IOException {
        var certificates = new Certificates(dir.resolve("tls"))
                .certify("esg", "IP:" + HERE)
                .certify("pbx", "DNS:localhost");
        int clear = Ports.free();
        int secured = Ports.free();
        try (var kamailio = Kamailio.secured(dir.resolve("kamailio"), clear, secured, certificates, "pbx");
                var esg = esg(certificates)) {
            assertThat(esg.readyLine()).contains("udp,tcp " + esg.outside).contains(" tls " + tls);
            esg.domain();
            esg.account(account("reg1", "localhost", secured));
            int inside = Ports.free();
            esg.routeIn("127.0.0.20", inside);
            esg.awaitRegistration("reg1", "registered");
            try (var callee = Sipp.plays("callee").at("127.0.0.20", inside).start(dir.resolve("callee"))) {
                Sipp.plays("caller")
                        .at("127.0.0.12", Ports.free())
                        .from("300")
                        .calling("71234567890", HERE, clear)
                        .run(dir.resolve("caller"));
                callee.succeeds();
            }
            // Round: out by the account to its own number, which comes back in.
            try (var callee = Sipp.plays("callee").at("127.0.0.20", inside).start(dir.resolve("callee2"))) {
                Sipp.plays("caller")
                        .at("127.0.0.20", Ports.free())
                        .from("200")
                        .by("reg1")
                        .calling("71234567890", esg.host, esg.inside)
                        .run(dir.resolve("caller2"));
                callee.succeeds();
            }
            esg.awaitNoCalls();
            assertThat(packetLog())
                    .as("in the clear for the operator")
                    .contains("Via: SIP/2.0/TLS " + HERE + ":" + tls + ";rport;branch=")
                    .contains("Contact: <sip:71234567890@" + HERE + ":" + tls + ";transport=tls>")
                    .containsPattern(
                            "Send to tls 127[.]0[.]0[.]1:" + secured + " [(]ok[)]\r?\nREGISTER sip:localhost SIP/2.0")
                    .containsPattern("Recv from tls 127[.]0[.]0[.]1:\\d+\r?\nINVITE sip:71234567890@");
            assertThat(kamailio.log()).contains("register user=71234567890").doesNotContain("CRITICAL");
        }
    }

    @Test
    void refusesWhoIsNotWhoWasAskedFor() throws IOException {
        var certificates = new Certificates(dir.resolve("tls"))
                .certify("esg", "IP:" + HERE)
                .certify("pbx", "DNS:localhost");
        int secured = Ports.free();
        try (var kamailio = Kamailio.secured(dir.resolve("kamailio"), Ports.free(), secured, certificates, "pbx");
                var esg = esg(certificates)) {
            esg.domain();
            esg.account(account("wrong", HERE, secured));
            esg.account(Map.of("code", "lost", "reg", false, "domain", HERE, "transport", "tls", "listener", "none"));
            var failed = esg.awaitRegistration("wrong", "failed");
            assertThat(failed.get("failure").asText()).isEqualTo("not sent: certificate of 127.0.0.1 is for localhost");
            assertThat(esg.log()).contains("certificate of 127.0.0.1 is for localhost");
            assertThat(esg.registration("lost").get("failure").asText())
                    .startsWith("no outside listener is called none; there are ")
                    .endsWith(", secure");
            assertThat(kamailio.log()).as("no password left us").doesNotContain("register user");
        }
    }

    @Test
    void renewedFilesAreTakenWithoutARestart() throws Exception {
        var certificates = new Certificates(dir.resolve("tls"))
                .certify("esg", "IP:" + HERE)
                .certify("renewed", "IP:" + HERE);
        try (var esg = esg(certificates, "esg.tls.reload=100ms")) {
            assertThat(shown()).isEqualTo("CN=esg");
            Files.copy(certificates.cert("renewed"), certificates.cert("esg"), StandardCopyOption.REPLACE_EXISTING);
            Files.copy(certificates.key("renewed"), certificates.key("esg"), StandardCopyOption.REPLACE_EXISTING);
            await().atMost(Duration.ofSeconds(10)).until(() -> shown().equals("CN=renewed"));
            Files.writeString(certificates.key("esg"), "");
            await().atMost(Duration.ofSeconds(10))
                    .until(() -> esg.log().contains("certificate not taken, the old one stays in use"));
            assertThat(shown()).isEqualTo("CN=renewed");
        }
    }

    @Test
    void withoutFilesItMakesACertificateAndWithBadOnesItSaysWhy() throws Exception {
        try (var esg = Esg.start(dir.resolve("esg"), listener(""))) {
            assertThat(shown()).isEqualTo("CN=ESG self-signed");
            assertThat(esg.log())
                    .contains("self-signed certificate made file=" + dir.resolve("esg/data/self-signed.crt"));
        }
        var none = dir.resolve("none.crt");
        assertThatThrownBy(() -> Esg.start(dir.resolve("bad"), listener(",cert=\"" + none + "\",key=\"" + none + "\"")))
                .hasMessageContaining("esg: cannot start: listener ")
                .hasMessageContaining("esg.roles.esg.listen.2.cert: " + none + ": no such file");
    }

    /** Whose certificate the listener shows now. */
    private String shown() throws Exception {
        var context = SSLContext.getInstance("TLS");
        var everybody = new X509TrustManager() {
            @Override
            public void checkClientTrusted(X509Certificate[] chain, String authType) {}

            @Override
            public void checkServerTrusted(X509Certificate[] chain, String authType) {}

            @Override
            public X509Certificate[] getAcceptedIssuers() {
                return new X509Certificate[0];
            }
        };
        context.init(null, new TrustManager[] {everybody}, null);
        try (var socket = (javax.net.ssl.SSLSocket) context.getSocketFactory().createSocket(HERE, tls)) {
            socket.setSoTimeout(5_000);
            return socket.getSession().getPeerPrincipal().getName();
        }
    }

    private String packetLog() throws IOException {
        try (var files = Files.walk(dir.resolve("esg/log"))) {
            var log = new StringBuilder();
            for (var file : files.filter(path -> path.getFileName().toString().startsWith("trn_"))
                    .toList()) {
                log.append(Files.readString(file));
            }
            return log.toString();
        }
    }
}
