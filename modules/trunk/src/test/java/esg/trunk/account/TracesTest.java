package esg.trunk.account;

import static esg.trunk.account.ScriptedRegistrar.CHALLENGE;
import static esg.trunk.account.ScriptedRegistrar.ok;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import esg.sip.message.Headers;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What {@code erl_*.log} tells of an account and its registrar (LOG-05, REG-11). */
class TracesTest {
    private final AccountNode node = new AccountNode();

    @BeforeEach
    void begin() {
        level(Level.INFO);
    }

    @AfterEach
    void close() {
        node.close();
        level(null);
    }

    /** As PATCH of a node's loglevel does. */
    private static void level(@Nullable Level level) {
        ((Logger) LoggerFactory.getLogger("esg")).setLevel(level);
    }

    private String only(String event) {
        await().until(() -> !node.traced(event).isEmpty());
        return node.traced(event).getFirst();
    }

    private String dialogue(int register) {
        var request = node.provider.register(register);
        return "account=acme.example/pbx2 callid=" + request.callId() + " cseq=" + request.cseq();
    }

    @Test
    void aRegistrationIsToldStepByStep() {
        node.start(Map.of());
        await().until(node::accepted);
        var registrar = "udp 127.0.0.1:" + node.provider.port();
        var contact = "sip:provider@127.0.0.1:" + node.port();
        assertThat(only("registration begins"))
                .contains("account=acme.example/pbx2 callid="
                        + node.provider.register(0).callId())
                .contains("aor=sip:provider@test.okteller.ru registrar=127.0.0.1:" + node.provider.port());
        assertThat(only("register attempt")).startsWith("INFO ").contains(dialogue(0) + " cause=first wait=");
        await().until(() -> node.traced("register sent").size() == 2);
        assertThat(node.traced("register sent"))
                .satisfiesExactly(
                        first -> assertThat(first)
                                .endsWith(dialogue(0) + " to=\"" + registrar
                                        + "\" why=\"proxyaddr 127.0.0.1\" expires=3600 contact=" + contact
                                        + " credentials=none"),
                        second -> assertThat(second)
                                .endsWith(dialogue(1) + " to=\"" + registrar
                                        + "\" why=\"it asked for credentials\" expires=3600 contact=" + contact
                                        + " credentials=\"b2b nc=1\""));
        assertThat(only("register challenged"))
                .contains(dialogue(0) + " status=\"401 Unauthorized\" from=\"" + registrar + "\" in=")
                .endsWith("challenge=\"MD5 realm b2b qop [auth]\"");
        assertThat(only("register answered")).contains(dialogue(1) + " status=\"200 OK\" from=\"" + registrar + "\"");
        assertThat(only("registered"))
                .endsWith(
                        dialogue(1) + " granted=3600s refresh=3540s contact=" + contact + " at=\"" + registrar + "\"");
        assertThat(node.traces()).noneMatch(line -> line.contains("3y82lS5"));
    }

    @Test
    void aRefreshSaysThatItIsOne() {
        node.provider.script(r -> r.has(Headers.AUTHORIZATION) ? ok(r, 1, "") : CHALLENGE);
        node.start(Map.of());
        await().until(() -> node.traced("register attempt").size() >= 2);
        assertThat(node.traced("register attempt").get(1)).contains(dialogue(2) + " cause=refresh wait=");
        assertThat(only("registered")).contains(" granted=1s refresh=0s ");
    }

    @Test
    void aFailureSaysWhyAndWhenItIsTriedAgain() {
        node.provider.script(_ -> "SIP/2.0 503 Service \"Unavailable\"\r\nRetry-After: 1");
        node.start(Map.of());
        assertThat(only("registration failed"))
                .startsWith("WARN ")
                .contains(
                        dialogue(0)
                                + " class=TRANSIENT reason=\"503 Service 'Unavailable'\" failed=1 next=1000ms retry-after=PT1S");
        await().until(() -> node.traced("register attempt").size() >= 2);
        assertThat(node.traced("register attempt").get(1)).contains("cause=\"retry after 1 failed\"");
    }

    @Test
    void silenceIsAFailureToo() {
        node.provider.script(_ -> "");
        node.start(Map.of());
        assertThat(only("registration failed")).contains("reason=\"no answer\"");
        assertThat(node.traced("register answered")).isEmpty();
    }

    @Test
    void anotherTimeIsToldAsTheReason() {
        node.provider.script(r -> r.intHeader(Headers.EXPIRES, 0) < 7200
                ? "SIP/2.0 423 Interval Too Brief\r\nMin-Expires: 7200"
                : ok(r, ""));
        node.start(Map.of());
        await().until(() -> node.traced("register sent").size() == 2);
        assertThat(node.traced("register sent").get(1)).contains("why=\"it wants a longer time\" expires=7200");
    }

    @Test
    void theEndOfABindingIsTold() {
        var actor = node.start(Map.of());
        await().until(node::accepted);
        node.change(actor, Map.of("reg", false));
        assertThat(only("unregistered")).endsWith("answer=\"200 OK\"");
        assertThat(node.traced("register attempt").getLast()).contains("cause=unregister");
    }

    @Test
    void eachPingIsALine() {
        node.start(Map.of("reg", false, "pingmode", "options", "pingtimeout", 1));
        var provider = "udp 127.0.0.1:" + node.provider.port();
        assertThat(only("ping answered"))
                .contains("account=acme.example/pbx2 mode=options callid="
                        + node.provider.pings().getFirst().callId() + " number=1 to=\"" + provider + "\" in=")
                .endsWith("answer=\"401 Unauthorized\"");
        assertThat(only("ping state")).endsWith("state=ok");
        assertThat(node.traced("ping sent")).as("more is told with DEBUG").isEmpty();
        node.provider.script(_ -> "");
        assertThat(only("ping given up")).contains("reason=\"no answer in time\"");
        await().until(() -> node.traced("ping state").getLast().contains("state=failed"));
    }

    /** LOG-06: while the node runs. */
    @Test
    void moreIsToldWhenTheLevelFalls() {
        level(Level.WARN);
        node.provider.script(r -> r.has(Headers.AUTHORIZATION) ? ok(r, 1, "") : CHALLENGE);
        node.start(Map.of("pingmode", "crlf", "pingtimeout", 1));
        await().until(node::accepted);
        assertThat(node.lines).isEmpty();
        level(Level.DEBUG);
        assertThat(only("registrar found"))
                .startsWith("DEBUG")
                .contains("at=\"udp 127.0.0.1:" + node.provider.port() + "\" seen-as=127.0.0.1:" + node.port());
        assertThat(only("ping sent")).contains("mode=crlf");
        assertThat(node.traced("register as it is")).isEmpty();
        level(Level.TRACE);
        assertThat(only("register as it is").lines().toList())
                .startsWith("TRACE register as it is account=acme.example/pbx2 callid="
                        + node.provider.register(0).callId())
                .contains("REGISTER sip:test.okteller.ru SIP/2.0", "Supported: path");
        assertThat(only("answer as it is")).contains("SIP/2.0 200 OK");
    }

    @Test
    void theNextDialogueOfAnAccountGoesOn() {
        var actor = node.start(Map.of());
        await().until(node::accepted);
        node.kit.stop(actor);
        node.startBy(new AccountCommand.Look(), Map.of());
        assertThat(only("registration goes on"))
                .contains("callid=" + node.provider.register(0).callId())
                .contains("bound=sip:provider@127.0.0.1:" + node.port() + " until=");
        assertThat(List.of(only("registration begins"))).hasSize(1);
    }
}
