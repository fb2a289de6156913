package esg.trunk.account;

import static esg.trunk.account.ScriptedRegistrar.ok;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import esg.domain.account.AccountId;
import esg.sip.message.Headers;
import esg.sip.message.SipRequest;
import esg.trunk.registration.Continuity;
import esg.trunk.registration.ContinuityKeeper;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.pekko.Done;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What an account does when its configuration changes, when it moves, and when its node ends. */
class FollowingTest {
    private AccountNode node = new AccountNode();

    @AfterEach
    void close() {
        node.close();
    }

    private ActorRef<AccountCommand> registered(Map<String, Object> changes) {
        var actor = node.start(changes);
        await().until(node::accepted);
        return actor;
    }

    private void stops(ActorRef<AccountCommand> actor) {
        node.kit.createTestProbe().expectTerminated(actor, Duration.ofSeconds(3));
        assertThat(node.states.statuses()).isEmpty();
        assertThat(node.served.find(AccountNode.ID)).isNull();
    }

    private SipRequest lastRegister() {
        return node.provider.registers().getLast();
    }

    @Test
    void showsItselfAsMonitorsWantIt() {
        registered(Map.of("extaddrs", List.of("192.0.2.5", "10.0.0.0/8")));
        await().until(() -> node.status().addrs().contains("127.0.0.9"));
        var status = node.status();
        assertThat(status.addrs()).containsExactly("test.okteller.ru", "127.0.0.1", "127.0.0.9", "192.0.2.5");
        assertThat(status.port()).isEqualTo(node.provider.port());
        assertThat(status.proto()).isEqualTo("udp");
        assertThat(status.pingstate()).isEqualTo("disabled");
        assertThat(status.lastResponse().getFirst()).isEqualTo("SIP/2.0 200 OK");
        assertThat(status.lastResponse())
                .contains("CSeq: " + lastRegister().header(Headers.CSEQ))
                .doesNotContain("");
        assertThat(node.served().resolved()).contains(InetAddress.ofLiteral("127.0.0.9"));
        assertThat(node.served().available()).isTrue();
    }

    @Test
    void changesNothingAtTheRegistrarForWhatItDoesNotSee() {
        var actor = registered(Map.of());
        int before = node.provider.registers().size();
        node.change(actor, Map.of("trunks", 5, "media", true));
        await().until(() -> Objects.equals(node.served().account().trunks(), 5));
        assertThat(node.served().available()).isTrue();
        assertThat(node.served().path().flow()).isNotNull();
        await().during(Duration.ofMillis(300))
                .until(() -> node.provider.registers().size() == before);
    }

    @Test
    void registersAnewWithAnotherPassword() {
        var actor = registered(Map.of());
        var before = lastRegister();
        node.change(actor, Map.of("pwd", "other"));
        await().until(() -> node.provider.registers().size() == 4);
        assertThat(lastRegister().callId()).isEqualTo(before.callId());
        assertThat(lastRegister().cseq()).isEqualTo(before.cseq() + 2);
        assertThat(lastRegister().header(Headers.EXPIRES)).isEqualTo("3600");
    }

    @Test
    void removesTheOldBindingBeforeAnotherName() {
        var actor = registered(Map.of());
        var before = lastRegister();
        node.change(actor, Map.of("username", "second"));
        await().until(() -> node.status().user().equals("second")
                && node.accepted()
                && lastRegister().from().user().equals("second"));
        var removal = node.provider.register(2);
        assertThat(removal.header(Headers.EXPIRES)).isEqualTo("0");
        assertThat(removal.callId()).isEqualTo(before.callId());
        assertThat(lastRegister().callId()).isNotEqualTo(before.callId());
    }

    @Test
    void unregistersWhenSwitchedOffAndIsNotSearched() {
        var actor = registered(Map.of());
        node.change(actor, Map.of("enabled", false));
        await().until(() -> node.regstate().equals("disabled"));
        assertThat(lastRegister().header(Headers.EXPIRES)).isEqualTo("0");
        assertThat(node.served.find(AccountNode.ID)).isNull();
        node.change(actor, Map.of("enabled", true));
        await().until(node::accepted);
        assertThat(node.served().available()).isTrue();
    }

    @Test
    void unregistersAndStopsWhenDeleted() {
        var actor = registered(Map.of());
        node.feed.remove(AccountNode.ID);
        actor.tell(new AccountCommand.Look());
        stops(actor);
        assertThat(lastRegister().header(Headers.EXPIRES)).isEqualTo("0");
    }

    @Test
    void unregistersBeforeItsNodeEnds() {
        var actor = registered(Map.of());
        var done = node.kit.<Done>createTestProbe();
        actor.tell(new AccountCommand.Leave(done.getRef()));
        done.receiveMessage();
        stops(actor);
        assertThat(lastRegister().header(Headers.EXPIRES)).isEqualTo("0");
    }

    @Test
    void endsInTimeWhenTheRegistrarIsGone() {
        var actor = registered(Map.of());
        node.provider.script(_ -> "");
        var done = node.kit.<Done>createTestProbe();
        actor.tell(new AccountCommand.Leave(done.getRef()));
        done.receiveMessage(Duration.ofSeconds(2));
        stops(actor);
    }

    @Test
    void goesOnWhereItsPredecessorEnded() {
        registered(Map.of()).tell(new AccountCommand.Release());
        await().until(() -> node.states.statuses().isEmpty());
        assertThat(node.provider.registers())
                .as("handed over, not unregistered")
                .hasSize(2);
        var before = lastRegister();
        registered(Map.of());
        var after = lastRegister();
        assertThat(node.provider.registers()).as("one request is enough").hasSize(3);
        assertThat(after.callId()).isEqualTo(before.callId());
        assertThat(after.fromTag()).isEqualTo(before.fromTag());
        assertThat(after.cseq()).isGreaterThan(before.cseq());
        assertThat(after.header(Headers.AUTHORIZATION)).contains("nonce=\"N1\"").doesNotContain("nc=00000001,");
    }

    /** Calls that outlived their node are counted at the next owner before anybody wakes it. */
    @Test
    void servesWhateverMessageComesFirst() {
        var noted = node.kit.<AccountCommand.TrunksNoted>createTestProbe();
        node.startBy(new AccountCommand.CountTrunks(noted.getRef(), 1, 0), Map.of());
        await().until(node::accepted);
        assertThat(node.served().trunksElsewhere().all()).isEqualTo(1);
    }

    @Test
    void saysWhenItsProviderKnowsWhereItIs() {
        var announced = node.kit.<AccountCommand.Announced>createTestProbe();
        var actor = node.start(Map.of());
        actor.tell(new AccountCommand.Announce(announced.getRef()));
        assertThat(announced.receiveMessage().id()).isEqualTo(AccountNode.ID);
        assertThat(node.regstate()).isEqualTo("registered");
        node.change(actor, Map.of("reg", false));
        actor.tell(new AccountCommand.Announce(announced.getRef()));
        announced.receiveMessage();
    }

    @Test
    void saysSoWhenItsProviderCannotBeTold() {
        var announced = node.kit.<AccountCommand.Announced>createTestProbe();
        node.provider.script(_ -> "");
        node.start(Map.of()).tell(new AccountCommand.Announce(announced.getRef()));
        announced.receiveMessage();
        assertThat(node.regstate()).isEqualTo("failed");
    }

    /** REG-10: calls must not ring at a node that no longer serves the account. */
    @Test
    void removesThePredecessorsBindingWithItsOwnRequest() {
        servedBefore("sip:provider@192.0.2.44:5080");
        registered(Map.of());
        assertThat(lastRegister().header(Headers.CONTACT))
                .isEqualTo("<sip:provider@127.0.0.1:" + node.port() + ">, <sip:provider@192.0.2.44:5080>;expires=0");
        assertThat(node.provider.registers()).hasSize(3);
    }

    @Test
    void asksForItsOwnBindingAloneWhereTwoAreTooMany() {
        servedBefore("sip:provider@192.0.2.44:5080");
        node.provider.script(
                request -> String.valueOf(request.header(Headers.CONTACT)).contains(",")
                        ? "SIP/2.0 400 One Contact Please"
                        : ok(request, ""));
        registered(Map.of());
        assertThat(lastRegister().header(Headers.CONTACT)).isEqualTo("<sip:provider@127.0.0.1:" + node.port() + ">");
        assertThat(node.provider.registers()).hasSize(4);
    }

    /** Registers once and leaves behind what another node with that contact would have kept. */
    private void servedBefore(String contact) {
        registered(Map.of()).tell(new AccountCommand.Release());
        await().until(() -> node.states.statuses().isEmpty());
        var keeper = node.kit.spawn(ContinuityKeeper.create(AccountNode.ID));
        var replies = node.kit.<ContinuityKeeper.Reply>createTestProbe();
        keeper.tell(new ContinuityKeeper.Load(replies.getRef()));
        var kept = replies.expectMessageClass(ContinuityKeeper.Loaded.class).continuity();
        var elsewhere = new Continuity(
                kept.binding(),
                kept.callId(),
                kept.fromTag(),
                kept.cseq(),
                contact,
                kept.granted(),
                kept.at(),
                kept.sessions());
        keeper.tell(new ContinuityKeeper.Save(elsewhere, replies.getRef()));
        replies.expectMessageClass(ContinuityKeeper.Saved.class);
        node.kit.stop(keeper);
    }

    @Test
    void registersWithoutAStore() {
        node.close();
        node = new AccountNode((AccountId _) -> Behaviors.<ContinuityKeeper.Command>ignore());
        registered(Map.of());
        assertThat(node.provider.registers()).hasSize(2);
    }

    @Test
    void pointToPointIsAvailableWithoutRegistering() {
        node.start(Map.of("reg", false));
        await().until(() ->
                node.served.find(AccountNode.ID) != null && node.served().available());
        assertThat(node.regstate()).isEqualTo("disabled");
        assertThat(node.provider.registers()).isEmpty();
    }

    @Test
    void pingsAndIsNotAvailableWhileNobodyAnswers() {
        node.provider.script(r -> r.method().equals("OPTIONS") ? "SIP/2.0 404 Not Found" : ok(r, ""));
        registered(Map.of("pingmode", "options", "pingtimeout", 1));
        await().until(() -> node.pingstate().equals("ok"));
        var ping = node.provider.pings().getFirst();
        assertThat(ping.requestUriText()).isEqualTo("sip:test.okteller.ru");
        assertThat(ping.from().user()).isEqualTo("provider");
        node.provider.script(_ -> "");
        await().until(() -> node.pingstate().equals("failed"));
        assertThat(node.served().available()).isFalse();
        node.provider.script(r -> "SIP/2.0 403 Forbidden");
        await().until(() -> node.pingstate().equals("ok"));
        assertThat(node.served().available()).isTrue();
    }

    @Test
    void keepsTheFlowOpenByCrlf() {
        registered(Map.of("pingmode", "crlf", "pingtimeout", 1));
        await().until(() -> node.pingstate().equals("ok"));
        assertThat(node.provider.pings()).isEmpty();
    }

    /** PRV-18, REG-12, A-03: from the very socket it registered on, so that the way back stays open. */
    @Test
    void asksByStunFromTheSocketItRegisteredOn() {
        node.provider.stun(ScriptedRegistrar.BINDING_SUCCESS);
        registered(Map.of("pingmode", "stun", "pingtimeout", 1));
        await().until(() -> node.pingstate().equals("ok"));
        assertThat(node.provider.bindingRequests())
                .isNotEmpty()
                .allSatisfy(source -> assertThat(source.getPort()).isEqualTo(node.port()));
        assertThat(node.provider.pings()).isEmpty();
        node.provider.stun(ScriptedRegistrar.SILENCE);
        await().until(() -> node.pingstate().equals("failed"));
        assertThat(node.served().available()).isFalse();
        node.provider.stun(ScriptedRegistrar.BINDING_ERROR);
        await("a refusal is an answer").until(() -> node.pingstate().equals("ok"));
        assertThat(node.served().available()).isTrue();
    }

    /** PRV-19: another server than the next hop. */
    @Test
    void asksTheServerThatIsNamedByStun() {
        try (var server = new ScriptedRegistrar()) {
            server.stun(ScriptedRegistrar.BINDING_SUCCESS);
            registered(Map.of("pingmode", "stun", "pingtimeout", 1, "pingsrv", "127.0.0.1:" + server.port()));
            await().until(() -> node.pingstate().equals("ok"));
            assertThat(server.bindingRequests()).isNotEmpty();
            assertThat(node.provider.bindingRequests()).isEmpty();
        }
    }
}
