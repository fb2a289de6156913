package esg.trunk.account;

import static esg.trunk.account.ScriptedRegistrar.CHALLENGE;
import static esg.trunk.account.ScriptedRegistrar.ok;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import esg.sip.message.Headers;
import esg.sip.message.SipRequest;
import esg.trunk.account.AccountCommand.RegisterNow;
import esg.trunk.account.AccountCommand.Registering;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An account against a registrar: what it sends, and when (REG-01..09). */
class RegisteringTest {
    private final AccountNode node = new AccountNode();

    @AfterEach
    void close() {
        node.close();
    }

    private void registered() {
        await().until(node::accepted);
    }

    private static List<String> names(SipRequest request) {
        return Arrays.stream(request.toString().split("\r\n"))
                .skip(1)
                .map(line -> line.substring(0, line.indexOf(':')))
                .toList();
    }

    private static String authorization(SipRequest request) {
        return Objects.requireNonNullElse(request.header(Headers.AUTHORIZATION), "");
    }

    @Test
    void sendsTheSamplesFieldsInTheSamplesOrder() {
        node.start(Map.of());
        registered();
        var first = node.provider.register(0);
        assertThat(first.toString()).startsWith("REGISTER sip:test.okteller.ru SIP/2.0\r\n");
        assertThat(names(first))
                .containsExactly(
                        "Via",
                        "From",
                        "To",
                        "Call-ID",
                        "CSeq",
                        "Max-Forwards",
                        "Content-Length",
                        "Route",
                        "Contact",
                        "Supported",
                        "Expires",
                        "User-Agent",
                        "Allow");
        assertThat(first.header("Via")).matches("SIP/2.0/UDP 127.0.0.1:" + node.port() + ";rport;branch=z9hG4bK.+");
        assertThat(first.header("From")).matches("<sip:provider@test.okteller.ru>;tag=[0-9A-Za-z]{6}");
        assertThat(first.header("To")).isEqualTo("<sip:provider@test.okteller.ru>");
        assertThat(first.callId()).matches("[0-9A-Za-z]{27}");
        assertThat(first.header("CSeq")).matches("[0-9]{9} REGISTER");
        assertThat(first.header("Max-Forwards")).isEqualTo("70");
        assertThat(first.header("Content-Length")).isEqualTo("0");
        assertThat(first.header("Route")).isEqualTo("<sip:127.0.0.1:" + node.provider.port() + ";lr>");
        assertThat(first.header("Contact")).isEqualTo("<sip:provider@127.0.0.1:" + node.port() + ">");
        assertThat(first.header("Supported")).isEqualTo("path");
        assertThat(first.header("Expires")).isEqualTo("3600");
        assertThat(first.header("User-Agent")).isEqualTo("ESG");
        assertThat(first.header("Allow"))
                .isEqualTo("INVITE,ACK,CANCEL,BYE,REFER,NOTIFY,OPTIONS,INFO,MESSAGE,PRACK,UPDATE");
    }

    @Test
    void answersTheChallengeInTheSameDialogue() {
        node.start(Map.of());
        registered();
        var first = node.provider.register(0);
        var second = node.provider.register(1);
        assertThat(names(second))
                .containsExactly(
                        "Via",
                        "From",
                        "To",
                        "Call-ID",
                        "CSeq",
                        "Max-Forwards",
                        "Content-Length",
                        "Route",
                        "Contact",
                        "Supported",
                        "Expires",
                        "Authorization",
                        "User-Agent",
                        "Allow");
        for (var same : List.of("From", "To", "Call-ID", "Contact", "Expires")) {
            assertThat(second.header(same)).as(same).isEqualTo(first.header(same));
        }
        assertThat(second.cseq()).isEqualTo(first.cseq() + 1);
        assertThat(second.topVia().branch()).isNotEqualTo(first.topVia().branch());
        assertThat(authorization(second))
                .matches("Digest username=\"provider\", realm=\"b2b\", nonce=\"N1\", uri=\"sip:test.okteller.ru\","
                        + " response=\"[0-9a-f]{32}\", algorithm=MD5, qop=auth, cnonce=\"[0-9A-Za-z]{27}\","
                        + " nc=00000001, opaque=\"1WVpoo\"");
    }

    @Test
    void refreshesWithOneRequestThatCarriesTheNonceOnceMore() {
        node.provider.script(r -> r.has(Headers.AUTHORIZATION) ? ok(r, 1, "") : CHALLENGE);
        node.start(Map.of());
        await().until(() -> node.provider.registers().size() >= 4);
        var refresh = node.provider.register(2);
        assertThat(refresh.cseq()).isEqualTo(node.provider.register(1).cseq() + 1);
        assertThat(refresh.callId()).isEqualTo(node.provider.register(0).callId());
        assertThat(authorization(refresh)).contains("nonce=\"N1\"").contains("nc=00000002");
        assertThat(authorization(node.provider.register(3))).contains("nc=00000003");
    }

    /** Credentials that were refused are not tried again for half a minute, unless somebody says so. */
    @Test
    void registersAtOnceWhenToldToWhateverPauseRuns() {
        node.provider.script(_ -> "SIP/2.0 403 Forbidden");
        var actor = node.start(Map.of());
        await().until(() -> node.regstate().equals("failed"));
        assertThat(node.status().nextattempt()).isAfter(Instant.now().plusSeconds(15));
        var failing = node.status().times().state();
        node.provider.script(ScriptedRegistrar.accepting());
        var answers = node.kit.<Registering>createTestProbe();
        actor.tell(new RegisterNow(answers.getRef()));
        assertThat(answers.receiveMessage().registers()).isTrue();
        registered();
        assertThat(node.status().failure()).isNull();
        assertThat(node.status().times().state()).isAfter(failing);
        int before = node.provider.registers().size();
        actor.tell(new RegisterNow(answers.getRef()));
        await().until(() -> node.provider.registers().size() > before);
        assertThat(node.regstate()).as("the binding stays meanwhile").isEqualTo("registered");
    }

    @ParameterizedTest
    @ValueSource(strings = {"enabled", "reg"})
    void whoHasNothingToRegisterSaysSo(String without) {
        var actor = node.start(Map.of(without, false));
        var answers = node.kit.<Registering>createTestProbe();
        actor.tell(new RegisterNow(answers.getRef()));
        assertThat(answers.receiveMessage()).isEqualTo(new Registering(AccountNode.ID, false));
        assertThat(node.provider.registers()).isEmpty();
    }

    @Test
    void startsOverWhenTheNonceHasGrownOld() {
        node.provider.script(r -> {
            if (authorization(r).contains("\"N2\"")) return ok(r, "");
            if (authorization(r).contains("nc=00000002")) return CHALLENGE.replace("N1", "N2") + ", stale=TRUE";
            return r.has(Headers.AUTHORIZATION) ? ok(r, 1, "") : CHALLENGE;
        });
        node.start(Map.of());
        await().until(() -> node.provider.registers().size() == 4);
        assertThat(authorization(node.provider.register(3)))
                .contains("nonce=\"N2\"")
                .contains("nc=00000001");
        await().until(() -> Objects.equals(node.status().granted(), 3600));
    }

    @Test
    void asksForTheTimeTheRegistrarWants() {
        node.provider.script(r -> r.intHeader(Headers.EXPIRES, 0) < 7200
                ? "SIP/2.0 423 Interval Too Brief\r\nMin-Expires: 7200"
                : ok(r, ""));
        node.start(Map.of());
        registered();
        assertThat(node.provider.registers()).hasSize(2);
        assertThat(node.provider.register(1).header("Expires")).isEqualTo("7200");
        assertThat(node.status().granted()).isEqualTo(7200);
    }

    @Test
    void findsItsOwnContactAmongOthers() {
        node.provider.script(r -> "SIP/2.0 200 OK\r\nContact: <sip:provider@192.0.2.7>;expires=17, "
                + r.header(Headers.CONTACT) + ";expires=600\r\nExpires: 5");
        node.start(Map.of());
        registered();
        assertThat(node.status().granted()).isEqualTo(600);
    }

    @Test
    void keepsTheRouteTheRegistrarWantsAndTheFlowItAnsweredOn() {
        node.provider.script(r -> ok(
                r, "\r\nPath: <sip:edge@192.0.2.1;lr>\r\nService-Route: <sip:s1@192.0.2.1;lr>, <sip:s2@192.0.2.2;lr>"));
        node.start(Map.of());
        registered();
        var path = node.served().path();
        assertThat(path.serviceRoute()).containsExactly("<sip:s1@192.0.2.1;lr>", "<sip:s2@192.0.2.2;lr>");
        assertThat(Objects.requireNonNull(path.flow()).remote().getPort()).isEqualTo(node.provider.port());
    }

    @Test
    void leavesARegistrarAloneThatRefusesThePassword() {
        node.provider.script(_ -> CHALLENGE);
        node.start(Map.of());
        await().until(() -> node.regstate().equals("failed"));
        assertThat(node.status().failure()).isEqualTo("401 Unauthorized");
        assertThat(Duration.between(java.time.Instant.now(), node.status().nextattempt()))
                .isGreaterThan(Duration.ofSeconds(25));
        assertThat(node.served().available()).isFalse();
        await().during(Duration.ofMillis(600))
                .until(() -> node.provider.registers().size() == 2);
    }

    @Test
    void comesBackWhenTheRegistrarSays() {
        node.provider.script(_ -> "SIP/2.0 503 Service Unavailable\r\nRetry-After: 1");
        node.start(Map.of());
        await().until(() -> node.regstate().equals("failed"));
        assertThat(node.status().failure()).isEqualTo("503 Service Unavailable");
        node.provider.script(ScriptedRegistrar.accepting());
        await().during(Duration.ofMillis(500))
                .until(() -> node.provider.registers().size() == 1);
        registered();
        assertThat(node.status().failure()).isNull();
    }

    @Test
    void triesAgainAndAgainWithGrowingPausesWhenNobodyAnswers() {
        node.provider.script(_ -> "");
        node.start(Map.of());
        await().until(() -> node.regstate().equals("failed"));
        assertThat(node.status().failure()).isEqualTo("no answer");
        node.provider.script(ScriptedRegistrar.accepting());
        registered();
        var attempts = node.provider.registers().stream()
                .map(SipRequest::cseq)
                .distinct()
                .toList();
        assertThat(attempts).as("each attempt has its CSeq").hasSizeGreaterThanOrEqualTo(3);
        assertThat(node.provider.registers().stream().map(SipRequest::callId).distinct())
                .hasSize(1);
    }

    @Test
    void doesNotFollowRedirects() {
        node.provider.script(_ -> "SIP/2.0 302 Moved Temporarily\r\nContact: <sip:127.0.0.1:9>");
        node.start(Map.of());
        await().until(() -> node.regstate().equals("failed"));
        assertThat(node.status().failure()).startsWith("302 Moved Temporarily").contains("redirects");
    }

    @Test
    void keepsTheBindingWhileARefreshFails() {
        node.provider.script(r -> r.has(Headers.AUTHORIZATION) ? ok(r, 3, "") : CHALLENGE);
        node.start(Map.of());
        registered();
        node.provider.script(_ -> "SIP/2.0 500 Oops");
        await().until(() -> "500 Oops".equals(node.status().failure()));
        assertThat(node.regstate()).isEqualTo("registered");
        assertThat(node.served().available()).isTrue();
        await().until(() -> node.regstate().equals("failed"));
        assertThat(node.served().available()).isFalse();
    }
}
