package esg.sip.transport;

import static esg.sip.transport.TlsNode.ANSWER;
import static esg.sip.transport.TlsNode.OPTIONS;
import static org.assertj.core.api.Assertions.assertThat;

import esg.sip.tls.ClientAuth;
import esg.sip.tls.TestAuthority;
import esg.sip.tls.TlsSettings;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Servers we connect to over TLS, and whom we take them for (RFC 5922). */
class TlsConnectTest {
    @TempDir
    static Path dir;

    private static TestAuthority authority;
    private static TestAuthority others;
    private static TlsSettings.Pair own;

    @BeforeAll
    static void certificates() {
        authority = new TestAuthority(dir, "ca");
        others = new TestAuthority(dir, "others");
        own = authority.certify("own", "DNS:esg.example");
        authority.certify("pbx", "DNS:pbx.example,DNS:too.example,IP:127.0.0.1");
    }

    private static TlsNode node(boolean verify, String... overrides) throws BindFailure {
        return new TlsNode(authority.settings(own, ClientAuth.NONE, verify), overrides);
    }

    private static TlsSettings.Pair pbx() {
        return authority.pair("pbx");
    }

    private static SSLServerSocket server(TlsSettings.Pair shown) throws Exception {
        var server =
                (SSLServerSocket) authority.peer(shown).getServerSocketFactory().createServerSocket(0, 5, TlsNode.HERE);
        server.setSoTimeout(5_000);
        return server;
    }

    /** Whoever calls is waited for, and heard. */
    private static CompletableFuture<SSLSocket> accepted(SSLServerSocket server) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                var peer = (SSLSocket) server.accept();
                peer.setSoTimeout(5_000);
                peer.startHandshake();
                return peer;
            } catch (java.io.IOException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    @Test
    void asksByNameAndStaysConnected() throws Exception {
        try (var node = node(true);
                var server = server(pbx())) {
            var accepted = accepted(server);
            assertThat(node.ask("pbx.example", server.getLocalPort())).isNull();
            assertThat(node.ask("pbx.example", server.getLocalPort())).isNull();
            try (var peer = accepted.get(5, TimeUnit.SECONDS)) {
                assertThat(TlsNode.read(peer, 2 * OPTIONS.length())).isEqualTo(OPTIONS + OPTIONS);
                assertThat(((ExtendedSSLSession) peer.getSession())
                                .getRequestedServerNames()
                                .toString())
                        .as("SNI")
                        .contains("pbx.example");
                TlsNode.write(peer, ANSWER);
                var got = node.next();
                assertThat(got.text()).isEqualTo(ANSWER);
                assertThat(got.flow().name()).isEqualTo("pbx.example");
                assertThat(node.send(got.flow(), ANSWER))
                        .as("requests of the peer come by it too")
                        .isNull();
            }
            assertThat(node.packets).first().isEqualTo("Send to tls true " + OPTIONS);
        }
    }

    /** RFC 5923 §4: who has proved one name has proved no other, even at the same address. */
    @Test
    void anotherNameTakesAnotherConnection() throws Exception {
        try (var node = node(true);
                var server = server(pbx())) {
            int port = server.getLocalPort();
            var first = accepted(server);
            assertThat(node.ask("pbx.example", port)).isNull();
            try (var one = first.get(5, TimeUnit.SECONDS)) {
                var second = accepted(server);
                assertThat(node.ask("too.example", port)).isNull();
                try (var other = second.get(5, TimeUnit.SECONDS)) {
                    assertThat(TlsNode.read(other, OPTIONS.length())).isEqualTo(OPTIONS);
                    assertThat(TlsNode.read(one, OPTIONS.length())).isEqualTo(OPTIONS);
                }
            }
        }
    }

    @ParameterizedTest(name = "{0} asked for as {1}: {2}")
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
        pbx      | pbx.example   | -
        pbx      | ''            | -
        pbx      | other.example | certificate of other.example is for pbx.example, too.example, 127.0.0.1
        named    | ''            | certificate of 127.0.0.1 is for pbx.example
        expired  | pbx.example   | certificate of pbx.example expired on 2
        stranger | pbx.example   | certificate of pbx.example is from an unknown authority: CN=others
        """)
    void checksWhoAnswers(String shown, String asked, String refused) throws Exception {
        authority.certify("named", "DNS:pbx.example");
        authority.expired("expired", "DNS:pbx.example");
        others.certify("stranger", "DNS:pbx.example");
        try (var node = node(true);
                var server = server(authority.pair(shown))) {
            var accepted = accepted(server);
            var why = node.ask(asked, server.getLocalPort());
            if (refused == null) {
                assertThat(why).isNull();
                try (var peer = accepted.get(5, TimeUnit.SECONDS)) {
                    assertThat(TlsNode.read(peer, OPTIONS.length())).isEqualTo(OPTIONS);
                }
                return;
            }
            assertThat(why).startsWith(refused);
            assertThat(node.told("tls failed").getFirst()).contains("reason=\"" + refused);
            assertThat(node.packets).as("nothing left").containsExactly("Send to tls false " + OPTIONS);
        }
        try (var lax = node(false);
                var server = server(authority.pair(shown))) {
            var accepted = accepted(server);
            assertThat(lax.ask(asked, server.getLocalPort()))
                    .as("esg.tls.verify = off")
                    .isNull();
            accepted.get(5, TimeUnit.SECONDS).close();
        }
    }

    @Test
    void showsItsCertificateWhenAskedUnlessItIsSelfMade() throws Exception {
        try (var node = node(true);
                var server = server(pbx())) {
            server.setNeedClientAuth(true);
            var accepted = accepted(server);
            assertThat(node.ask("pbx.example", server.getLocalPort())).isNull();
            try (var peer = accepted.get(5, TimeUnit.SECONDS)) {
                assertThat(peer.getSession().getPeerPrincipal().getName()).isEqualTo("CN=own");
            }
        }
        var trusting = authority.settings(own, ClientAuth.NONE, true);
        var self = new TlsSettings(Optional.empty(), dir.resolve("data"), trusting.ca(), ClientAuth.NONE, true);
        try (var node = new TlsNode(self);
                var server = server(pbx())) {
            server.setWantClientAuth(true);
            var accepted = accepted(server);
            assertThat(node.ask("pbx.example", server.getLocalPort())).isNull();
            try (var peer = accepted.get(5, TimeUnit.SECONDS)) {
                org.assertj.core.api.Assertions.assertThatThrownBy(
                                () -> peer.getSession().getPeerPrincipal())
                        .hasMessageContaining("not authenticated");
            }
        }
    }

    @Test
    void aServerThatSaysNothingCostsTheHandshakesTime() throws Exception {
        try (var node = node(true, "esg.tls.handshake-timeout = 200ms");
                var server = new ServerSocket(0, 5, TlsNode.HERE)) {
            assertThat(node.ask("pbx.example", server.getLocalPort())).isEqualTo("no TLS handshake within 200 ms");
        }
    }

    @Test
    void whatWaitsForTheHandshakeDoesNotLeaveOnceTheGateHasClosed() throws Exception {
        try (var node = node(true);
                var server = server(pbx())) {
            var asked = CompletableFuture.supplyAsync(() -> {
                try {
                    return String.valueOf(node.ask("pbx.example", server.getLocalPort()));
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            });
            var peer = (SSLSocket) server.accept(); // connected: the handshake waits for us
            node.gateOpen = false;
            peer.startHandshake();
            assertThat(asked.get(5, TimeUnit.SECONDS)).isEqualTo("this node may not send now");
            assertThat(node.transport.heldBack()).isEqualTo(1);
            peer.close();
        }
    }
}
