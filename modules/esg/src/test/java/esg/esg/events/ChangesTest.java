package esg.esg.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import esg.admin.bans.BanState;
import esg.admin.events.Event;
import esg.admin.monitor.NodeState.Call;
import esg.admin.monitor.NodeState.Reg;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ChangesTest {
    private static final Instant AT = Instant.parse("2026-01-01T10:00:00Z");
    private static final String NODE = "esg1@h";

    private static Reg reg(String code, String regstate, String pingstate, @Nullable String failure) {
        return new Reg(
                code, "acme", "u", "p", 5060, "udp", List.of(), regstate, pingstate, List.of(), 0, null, failure, null,
                null, null);
    }

    private static Call call(String id, String state, @Nullable Integer status) {
        return new Call(
                id,
                "p1",
                "acme",
                "in",
                "100",
                "200",
                state,
                AT,
                null,
                null,
                List.of(id),
                status,
                null,
                List.of(),
                null);
    }

    private static BanState ban(String address) {
        return new BanState(address, "banned", Map.of(), Optional.of(AT), 0, 1, 0, NODE, "");
    }

    private static List<Event> between(Look before, Look now) {
        return Changes.between(before, now, NODE, AT);
    }

    private static Look regs(Reg... regs) {
        return new Look(List.of(regs), List.of(), Map.of(), List.of());
    }

    @Test
    void whatStaysIsNoEvent() {
        var look = new Look(
                List.of(reg("p1", "registered", "ok", null)),
                List.of(call("c", "talking", 200)),
                Map.of(NODE, "up"),
                List.of(ban("192.0.2.1")));
        assertThat(between(look, look)).isEmpty();
    }

    @Test
    void aRegistrationThatFailsSaysWhy() {
        assertThat(between(regs(reg("p1", "registered", "ok", null)), regs(reg("p1", "failed", "ok", "403 Forbidden"))))
                .containsExactly(new Event(
                        "registration",
                        "acme",
                        Map.of(
                                "at",
                                AT.toString(),
                                "node",
                                NODE,
                                "d",
                                "acme",
                                "code",
                                "p1",
                                "regstate",
                                "failed",
                                "failure",
                                "403 Forbidden")));
    }

    @Test
    void aPingThatFailsIsAnotherEvent() {
        assertThat(between(regs(reg("p1", "registered", "ok", null)), regs(reg("p1", "registered", "failed", null))))
                .extracting(Event::type, event -> event.data().get("pingstate"))
                .containsExactly(tuple("ping", "failed"));
    }

    /** It moved here: whoever listens hears where it is from its new node; of its old one nothing. */
    @Test
    void anAccountThatComesIsToldAndOneThatGoesIsNot() {
        var there = regs(reg("p1", "registered", "ok", null));
        assertThat(between(Look.NOTHING, there)).extracting(Event::type).containsExactly("registration");
        assertThat(between(there, Look.NOTHING)).isEmpty();
    }

    @Test
    void aCallIsToldAtEachStateAndNotWhenItIsForgotten() {
        var trying = new Look(List.of(), List.of(call("c", "trying", null)), Map.of(), List.of());
        var talking = new Look(List.of(), List.of(call("c", "talking", 200)), Map.of(), List.of());
        assertThat(between(Look.NOTHING, trying))
                .extracting(event -> event.data().get("state"))
                .containsExactly("trying");
        assertThat(between(trying, talking)).singleElement().satisfies(event -> {
            assertThat(event.d()).isEqualTo("acme");
            assertThat(event.data())
                    .containsEntry("id", "c")
                    .containsEntry("status", 200)
                    .containsEntry("from", "100");
        });
        assertThat(between(talking, Look.NOTHING)).isEmpty();
    }

    @Test
    void nodesAndBansComeAndGo() {
        var before = new Look(List.of(), List.of(), Map.of(NODE, "up", "esg2@h", "up"), List.of(ban("192.0.2.1")));
        var now = new Look(
                List.of(), List.of(), Map.of(NODE, "up", "esg2@h", Changes.UNREACHABLE), List.of(ban("192.0.2.2")));
        assertThat(between(before, now))
                .extracting(Event::type, event -> event.data().get("state"))
                .containsExactly(tuple("node", "unreachable"), tuple("ban", "banned"), tuple("ban", "lifted"));
    }
}
