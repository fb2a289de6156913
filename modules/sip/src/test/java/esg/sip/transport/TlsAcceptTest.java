package esg.sip.transport;

import static esg.sip.transport.TlsNode.ANSWER;
import static esg.sip.transport.TlsNode.OPTIONS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import esg.domain.account.Transport;
import esg.sip.tls.ClientAuth;
import esg.sip.tls.PemFile;
import esg.sip.tls.TestAuthority;
import esg.sip.tls.TlsSettings;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Peers that connect to us over TLS (PRT-01, A-02), well or badly. */
class TlsAcceptTest {
    @TempDir
    static Path dir;

    private static TestAuthority authority;
    private static TlsSettings.Pair own;
    private static SSLContext peers;

    @BeforeAll
    static void certificates() {
        authority = new TestAuthority(dir, "ca");
        own = authority.certify("own", "DNS:esg.example");
        peers = authority.peer(authority.certify("client", "DNS:pbx.example"));
    }

    private static TlsNode node(ClientAuth clientAuth, String... overrides) throws BindFailure {
        return new TlsNode(authority.settings(own, clientAuth, true), overrides);
    }

    private static void speaks(TlsNode node, Socket peer) throws Exception {
        TlsNode.write(peer, OPTIONS);
        var got = node.next();
        assertThat(got.text()).isEqualTo(OPTIONS);
        assertThat(node.send(got.flow(), ANSWER)).isNull();
        assertThat(TlsNode.read(peer, ANSWER.length())).isEqualTo(ANSWER);
    }

    @ParameterizedTest(name = "{0}, epoll {1}")
    @CsvSource({"TLSv1.3,on", "TLSv1.2,on", "TLSv1.3,off"})
    void answersOnTheConnectionOfTheRequest(String version, String epoll) throws Exception {
        try (var node = node(ClientAuth.NONE, "esg.sip.epoll = " + epoll);
                var peer = node.dial(peers)) {
            peer.setEnabledProtocols(new String[] {version});
            speaks(node, peer);
            assertThat(node.packets).as("in the clear in the packet log").containsExactly("Send to tls true " + ANSWER);
            assertThat(peer.getSession().getProtocol()).isEqualTo(version);
        }
    }

    @ParameterizedTest(name = "{0}, certificate {1}: let in {2}")
    @CsvSource({
        "NONE, of ours, true",
        "WANT, none, true",
        "WANT, of ours, true",
        "WANT, of others, false",
        "NEED, none, false",
        "NEED, of ours, true",
        "NEED, of others, false"
    })
    void asksForACertificate(ClientAuth clientAuth, String shown, boolean letIn) throws Exception {
        try (var node = node(clientAuth);
                var peer = node.dial(showing(shown))) {
            if (letIn) {
                speaks(node, peer);
                return;
            }
            assertThatThrownBy(() -> {
                        TlsNode.write(peer, OPTIONS);
                        TlsNode.read(peer, 1);
                    })
                    .isInstanceOf(IOException.class);
            await().atMost(Duration.ofSeconds(5))
                    .until(() -> node.told("tls failed").size() == 1);
            assertThat(node.told("tls failed").getFirst())
                    .contains(
                            shown.equals("none")
                                    ? "reason=\"Empty client certificate chain\""
                                    : "reason=\"client certificate is from an unknown authority: CN=others\"");
            assertThat(node.received).isEmpty();
        }
    }

    private static SSLContext showing(String shown) throws Exception {
        return switch (shown) {
            case "of ours" -> peers;
            case "of others" -> {
                var others = new TestAuthority(dir, "others");
                yield authority.peer(others.certify("stranger", "DNS:pbx.example"));
            }
            default -> authority.peer(null);
        };
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        garbage | the peer does not speak TLS
        sip     | the peer does not speak TLS
        nothing | no TLS handshake within 2000 ms
        hello   | no TLS handshake within 2000 ms
        leaves  | the peer closed the connection during the TLS handshake
        """)
    void whoSpeaksNoTlsIsClosedWithOneLine(String what, String reason) throws Exception {
        try (var node = node(ClientAuth.NONE, "esg.tls.handshake-timeout = 2s");
                var one = node.dial();
                var other = node.dial()) {
            for (var peer : List.of(one, other)) {
                switch (what) {
                    case "garbage" -> TlsNode.write(peer, "\0\1\2\3\4\5\6\7\7\7\7\7\7");
                    case "sip" -> TlsNode.write(peer, OPTIONS);
                    case "hello" -> TlsNode.write(peer, "\26\3\1\2\0"); // and never the rest
                    case "leaves" -> peer.shutdownOutput();
                    default -> {}
                }
            }
            assertThat(ended(one) && ended(other)).isTrue();
            await().atMost(Duration.ofSeconds(5))
                    .until(() -> !node.told("tls failed").isEmpty());
            assertThat(node.told("tls failed"))
                    .singleElement()
                    .asString()
                    .contains("remote=127.0.0.1:", "listener=secure reason=\"" + reason + "\"");
            assertThat(node.bugs()).isEmpty();
            assertThat(node.received).isEmpty();
            try (var peer = node.dial(peers)) {
                speaks(node, peer);
            }
        }
    }

    /** An alert may come before the end; a reset is one too. */
    private static boolean ended(Socket peer) throws IOException {
        try {
            peer.getInputStream().readAllBytes();
            return true;
        } catch (java.net.SocketException reset) {
            return true;
        } catch (java.net.SocketTimeoutException open) {
            return false;
        }
    }

    @Test
    void whoSaysNothingDoesNotKeepOthersOutForLong() throws Exception {
        try (var node = node(ClientAuth.NONE, "esg.tls { max-handshakes = 2, handshake-timeout = 2s }");
                var first = node.dial();
                var second = node.dial()) {
            await("two are waited for").atMost(Duration.ofSeconds(5)).until(() -> {
                try (var third = node.dial()) {
                    third.setSoTimeout(200);
                    return third.getInputStream().read() == -1;
                } catch (IOException open) {
                    return false;
                }
            });
            assertThat(node.told("tls failed").getFirst()).contains("too many handshakes under way");
            assertThat(ended(first) && ended(second)).isTrue();
            try (var peer = node.dial(peers)) {
                speaks(node, peer);
            }
        }
    }

    @Test
    void theBorderIsAskedBeforeTheHandshakeAndForEveryMessage() throws Exception {
        try (var node = node(ClientAuth.NONE)) {
            node.admits = false;
            try (var banned = node.dial()) {
                assertThat(banned.getInputStream().read()).isEqualTo(-1);
            }
            assertThat(node.told("tls failed")).isEmpty();
            node.admits = true;
            try (var peer = node.dial(peers)) {
                speaks(node, peer);
                node.admits = false;
                TlsNode.write(peer, OPTIONS);
                assertThat(peer.getInputStream().read()).isEqualTo(-1);
            }
            assertThat(node.received).isEmpty();
        }
    }

    /** Somebody on the way could open a connection from a provider's address: it carries answers, and no request to the provider. */
    @Test
    void aRequestOfOursTakesAConnectionWhosePeerHasProvedItsName() throws Exception {
        try (var node = node(ClientAuth.NONE);
                var peer = node.dial(peers)) {
            speaks(node, peer);
            var remote = (InetSocketAddress) peer.getLocalSocketAddress();
            assertThat(node.send(node.transport.flow(Side.OUTSIDE, Transport.TLS, remote, ""), OPTIONS))
                    .contains("refused");
        }
    }

    @Test
    void limitsAreThoseOfTcp() throws Exception {
        try (var node = node(ClientAuth.NONE, "esg.sip.tcp { idle = 300ms, max-message = 100, max-connections = 2 }");
                var idle = node.dial(peers)) {
            speaks(node, idle);
            try (var large = node.dial(peers)) {
                TlsNode.write(large, "INVITE sip:a SIP/2.0\r\nContent-Length: 1000\r\n\r\n");
                assertThat(large.getInputStream().read()).isEqualTo(-1);
            }
            assertThat(idle.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void aCertificateThatCannotBeUsedStopsTheStart() {
        var gone = new TlsSettings.Pair(new PemFile("esg.roles.esg.listen.2.cert", dir.resolve("gone.crt")), own.key());
        var settings = new TlsSettings(Optional.of(gone), dir, Optional.empty(), ClientAuth.NONE, true);
        assertThatThrownBy(() -> new TlsNode(settings))
                .isInstanceOf(BindFailure.class)
                .hasMessageStartingWith(
                        "listener secure cannot listen on tls 127.0.0.1:0: esg.roles.esg.listen.2.cert: "
                                + dir.resolve("gone.crt") + ": no such file");
    }

    @Test
    void withoutACertificateOneIsMade() throws Exception {
        var settings = new TlsSettings(Optional.empty(), dir.resolve("data"), Optional.empty(), ClientAuth.NONE, true);
        try (var node = new TlsNode(settings);
                SSLSocket peer = node.dial(peers)) {
            assertThatThrownBy(peer::startHandshake).hasMessageContaining("unable to find valid certification path");
            await().atMost(Duration.ofSeconds(5))
                    .until(() -> !node.told("tls failed").isEmpty());
            assertThat(node.told("tls failed").getFirst()).contains("the peer refuses us: certificate_unknown");
        }
    }
}
