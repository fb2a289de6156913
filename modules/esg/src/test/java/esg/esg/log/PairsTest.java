package esg.esg.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PairsTest {
    private static String pairs(String text, Object... arguments) {
        return Pairs.of(text, arguments).entrySet().stream()
                .map(pair -> pair.getKey() + ":" + pair.getValue())
                .collect(Collectors.joining(", "));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        registered account={} granted={}                    | a b   | account:a, granted:b
        failed reason="{}" next={}s callId={}               | a b c | reason:a, next:bs, callid:c
        fence {} votes={}                                   | a b   | votes:b
        {} aor={}@{} source={}                              | a b c d | aor:b@c, source:d
        account left account={} reason=no-answer-in-time    | a     | account:a, reason:no-answer-in-time
        packet dropped from={} why={}                       | a     | from:a, why:{}
        nothing to find here, a == b or x=                  | a     | x:
        sip:user;tag={} is no pair                          | a     | ~~
        (account={})                                        | a     | account:a)
        """)
    void findsWhatWeWrote(String text, String arguments, String pairs) {
        assertThat(pairs(text, (Object[]) arguments.split(" "))).isEqualTo(pairs);
    }

    /** Or whoever calls could write what he likes into our fields. */
    @Test
    void aPeersWordsAreNoPairs() {
        assertThat(pairs("refused reason=\"{}\" callid={}", "a\" account=evil b={}", "x callid=y"))
                .isEqualTo("reason:a\" account=evil b={}, callid:x callid=y");
    }

    @Test
    void numbersAndTruthStayWhatTheyAre() {
        assertThat(Pairs.of("a={} b={} c={} d={}s", new Object[] {7, true, null, 7}))
                .containsEntry("a", 7)
                .containsEntry("b", true)
                .containsEntry("c", null)
                .containsEntry("d", "7s");
    }

    @Test
    void aMessageWithoutArgumentsMayHavePairsToo() {
        assertThat(Pairs.of("left reason=gone", null)).containsEntry("reason", "gone");
        assertThat(Arrays.asList(Pairs.of("", null).keySet().toArray())).isEmpty();
    }
}
