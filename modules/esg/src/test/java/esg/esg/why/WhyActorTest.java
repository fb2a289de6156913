package esg.esg.why;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import esg.esg.nodes.Packed;
import esg.admin.why.Refused;
import esg.admin.why.Why.Unreadable;
import esg.cluster.wire.Wire;
import esg.domain.match.InviteFacts;
import esg.domain.match.ServerAddresses;
import esg.domain.pattern.Pattern;
import esg.esg.why.WhyCommand.Document;
import esg.esg.why.WhyCommand.Told;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.serialization.SerializationExtension;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** INC-08: what nodes tell each other of INVITEs they refused. */
class WhyActorTest {
    private static final TypeReference<Map<String, Object>> DOCUMENT = new TypeReference<>() {};

    /** Pekko's default for what passes between nodes in one piece. */
    private static final int FRAME = 256 * 1024;

    private static final String NODE = "esg2@127.0.0.1";
    private static final ActorTestKit KIT = ActorTestKit.create("why");

    private final Own own = new Own();
    private final ActorRef<WhyCommand> node = KIT.spawn(WhyActor.create(own));

    @AfterAll
    static void stop() {
        KIT.shutdownTestKit();
    }

    private static byte[] cbor(Wire message) throws Exception {
        var serialization = SerializationExtension.get(Adapter.toClassic(KIT.system()));
        return serialization.serializerFor(message.getClass()).toBinary(message);
    }

    private static Refused refused(long number, String callId) {
        return new Refused(
                new RefusedId(number, NODE).text(),
                NODE,
                Instant.parse("2026-01-02T03:04:05.678Z"),
                "[2001:db8:0:0:0:0:0:1]:5060/tcp",
                404,
                "EB2B. Unknown account in contact",
                callId,
                new InviteFacts("100", "192.0.2.9", "grün", "192.0.2.1", "", "192.0.2.1"));
    }

    private Told told(long before) {
        var probe = KIT.<Told>createTestProbe();
        node.tell(new WhyCommand.Tell(before, probe.getRef()));
        return probe.receiveMessage();
    }

    private Document asked(Function<ActorRef<Document>, WhyCommand> question) {
        var probe = KIT.<Document>createTestProbe();
        node.tell(question.apply(probe.getRef()));
        return probe.receiveMessage();
    }

    @Test
    void messagesComeBackAsTheyWere() {
        var told = KIT.<Told>createTestProbe().getRef();
        var document = KIT.<Document>createTestProbe().getRef();
        roundTrip(new WhyCommand.Tell(Long.MAX_VALUE, told));
        roundTrip(new WhyCommand.Show(7, document));
        roundTrip(new WhyCommand.Explain(7, document));
        roundTrip(new Told(NODE, Set.of("127.0.0.1"), List.of("/reg/^a"), List.of(refused(7, "c")), 7));
        var packed = new Document(new byte[] {0, (byte) 0xff}, "why");
        assertThat(KIT.serializationTestKit().verifySerialization(packed, false))
                .usingRecursiveComparison()
                .isEqualTo(packed);
    }

    private static void roundTrip(Wire message) {
        KIT.serializationTestKit().verifySerialization(message, true);
    }

    /** The longest there is among them, and a thousand others. */
    @Test
    void allOfThemComeInFramesTheNewestFirst() throws Exception {
        LongStream.rangeClosed(1, 1_000).forEach(n -> own.kept.add(refused(n, "call-" + n)));
        own.kept.set(500, refused(501, "\uFFFD".repeat(65_000)));
        var numbers = new ArrayList<String>();
        for (long before = Long.MAX_VALUE; before > 0; ) {
            var page = told(before);
            assertThat(cbor(page)).hasSizeLessThan(FRAME);
            assertThat(page.addresses()).containsExactly("192.0.2.8");
            assertThat(page.patterns()).containsExactly("198.51.100.*");
            page.refused().forEach(one -> numbers.add(one.id()));
            assertThat(page.next()).isLessThan(before);
            before = page.next();
        }
        assertThat(numbers).hasSize(1_000).doesNotHaveDuplicates();
        assertThat(numbers.getFirst()).isEqualTo("1000@" + NODE);
        assertThat(numbers.getLast()).isEqualTo("1@" + NODE);
    }

    @Test
    void aNodeThatRefusedNothingSaysSo() {
        assertThat(told(Long.MAX_VALUE).refused()).isEmpty();
        assertThat(told(Long.MAX_VALUE).next()).isZero();
    }

    @Test
    void oneIsShownAndExplainedAsItsNodeSeesIt() {
        own.kept.add(refused(7, "call"));
        assertThat(Packed.read(asked(to -> new WhyCommand.Show(7, to)).packed(), DOCUMENT))
                .isEqualTo(Map.of("shown", 7));
        assertThat(Packed.read(asked(to -> new WhyCommand.Explain(7, to)).packed(), DOCUMENT))
                .isEqualTo(Map.of("explained", "7"));
        var gone = asked(to -> new WhyCommand.Explain(8, to));
        assertThat(gone.packed()).isEmpty();
        assertThat(gone.problem()).isEmpty();
    }

    @Test
    void saysWhyThereIsNoAnswer() throws Exception {
        own.kept.add(refused(7, "call"));
        own.failure = new Unreadable("cannot be read: no start line");
        assertThat(asked(to -> new WhyCommand.Explain(7, to)).problem()).isEqualTo("cannot be read: no start line");
        own.failure = new IllegalStateException("a bug");
        assertThat(asked(to -> new WhyCommand.Explain(7, to)).problem())
                .isEqualTo("cannot be explained by " + NODE + "; its log says why");
        own.failure = null;
        own.length = 600_000;
        var tooLong = asked(to -> new WhyCommand.Explain(7, to));
        assertThat(tooLong.problem()).isEqualTo("the answer of " + NODE + " is too long to be handed on; ask it there");
        assertThat(cbor(tooLong)).hasSizeLessThan(FRAME);
    }

    @ParameterizedTest(name = "{0}: {1} of {2}")
    @CsvSource(
            nullValues = "-",
            value = {"7, 7, here", "7@esg2@::1, 7, esg2@::1", "7@, -, -", "x@esg2, -, -", "'', -, -", "-7, -, -"})
    void anIdNamesItsNode(String text, Long number, String node) {
        var read = RefusedId.of(text, "here");
        assertThat(read).isEqualTo(number == null ? Optional.empty() : Optional.of(new RefusedId(number, node)));
    }

    /** Keeps what a test adds. */
    private static final class Own implements OwnRefused {
        final List<Refused> kept = new ArrayList<>();
        volatile @Nullable RuntimeException failure;
        volatile int length = 1;

        @Override
        public String node() {
            return NODE;
        }

        @Override
        public ServerAddresses server() {
            return new ServerAddresses(Set.of("192.0.2.8"), List.of(Pattern.host("198.51.100.*")));
        }

        @Override
        public Stream<Refused> refused(long before) {
            return kept.reversed().stream().filter(one -> number(one) < before);
        }

        private static long number(Refused one) {
            return RefusedId.of(one.id(), "").orElseThrow().number();
        }

        @Override
        public Optional<Map<String, Object>> shown(long number) {
            return kept.stream().anyMatch(one -> number(one) == number)
                    ? Optional.of(Map.of("shown", number))
                    : Optional.empty();
        }

        /** Of a length that packing cannot make less. */
        @Override
        public CompletionStage<Optional<Map<String, Object>>> explained(long number) {
            var why = failure;
            if (why != null) return CompletableFuture.failedFuture(why);
            var random = new Random(1);
            var text = length == 1
                    ? Long.toString(number)
                    : random.ints(length, ' ', 0x7f)
                            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                            .toString();
            return CompletableFuture.completedFuture(shown(number).map(_ -> Map.of("explained", text)));
        }
    }
}
