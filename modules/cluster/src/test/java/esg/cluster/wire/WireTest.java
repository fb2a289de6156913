package esg.cluster.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import esg.cluster.TestNode;
import esg.domain.account.AccountId;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.pekko.actor.testkit.typed.javadsl.SerializationTestKit;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.serialization.SerializationExtension;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What messages and states are made of comes back as it was. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WireTest {
    enum State {
        ACTIVE,
        FAILED
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME)
    @JsonSubTypes({@JsonSubTypes.Type(Ok.class), @JsonSubTypes.Type(Refused.class)})
    sealed interface Answer {}

    record Ok(int expires) implements Answer {}

    record Refused(int status, String why) implements Answer {}

    record Nothing() implements Wire {}

    record OneText(String text) implements Wire {}

    record Times(Instant at, Duration pause, Optional<Instant> next) implements Wire {}

    record Absent(@Nullable String text, Optional<String> some, Optional<String> none) implements Wire {}

    record Whole(AccountId id, State state, List<String> lines, Map<String, Integer> counts, Set<Long> numbers)
            implements Wire {}

    record Packet(byte[] bytes, InetAddress from) implements Wire {}

    record Answered(Answer answer, List<Answer> all) implements Wire {}

    record Asking(String what, ActorRef<OneText> replyTo) implements Wire {}

    private TestNode node = TestNode.alone();

    @BeforeAll
    void start() throws Exception {
        var serialization = SerializationExtension.get(Adapter.toClassic(node.system()));
        assertThat(serialization.serializerFor(OneText.class).getClass().getSimpleName())
                .isEqualTo("JacksonCborSerializer");
    }

    @AfterAll
    void stop() {
        node.close();
    }

    static Stream<Wire> messages() {
        return Stream.of(
                new Nothing(),
                new OneText("grün"),
                new Times(Instant.parse("2026-01-02T03:04:05.678901234Z"), Duration.ofMillis(1500), Optional.empty()),
                new Times(Instant.EPOCH, Duration.ZERO, Optional.of(Instant.MAX)),
                new Absent(null, Optional.of("x"), Optional.empty()),
                new Whole(
                        new AccountId("acme.example", "a"),
                        State.FAILED,
                        List.of("SIP/2.0 403 Forbidden"),
                        Map.of("n", 1),
                        Set.of(1L << 40)),
                new Answered(new Ok(3600), List.of(new Refused(403, "no"), new Ok(60))));
    }

    @ParameterizedTest
    @MethodSource("messages")
    void comesBackAsItWas(Wire message) {
        assertThat(roundTrip(message)).isEqualTo(message);
    }

    @Test
    void packetsComeBackByteForByte() throws Exception {
        byte[] bytes = {0, 13, 10, (byte) 0xff};
        var back = (Packet) roundTrip(new Packet(bytes, InetAddress.getByName("2001:db8::1")));
        assertThat(back.bytes()).isEqualTo(bytes);
        assertThat(back.from()).isEqualTo(InetAddress.getByName("2001:db8::1"));
    }

    @Test
    void whoIsToBeAnsweredComesBack() {
        var message = new Asking("who", node.system().unsafeUpcast());
        assertThat(roundTrip(message)).isEqualTo(message);
    }

    private Object roundTrip(Wire message) {
        return new SerializationTestKit(node.system()).verifySerialization(message, false);
    }
}
