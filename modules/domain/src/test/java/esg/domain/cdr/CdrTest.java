package esg.domain.cdr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import esg.domain.account.AccountId;
import esg.domain.cdr.Cdr.End;
import esg.domain.cdr.Cdr.Heard;
import esg.domain.cdr.Cdr.Leg;
import esg.domain.cdr.Cdr.Media;
import esg.domain.cdr.Cdr.Times;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CdrTest {
    private static final Instant BEGAN = Instant.parse("2026-01-02T03:04:05.100Z");

    private static Cdr answered(String callerName) {
        return new Cdr(
                "0a1b",
                new AccountId("acme.example", "p1"),
                "in",
                "esg1@127.0.0.1",
                1,
                "to the pbx",
                callerName,
                new Leg("c1@a", "0301234567", "+4930555", "udp:192.0.2.1:5060"),
                new Leg("c2@b", "+49301234567", "100", "tcp:192.0.2.2:5060"),
                new Times(BEGAN, BEGAN.plusMillis(300), BEGAN.plusMillis(2_500), BEGAN.plusMillis(64_850)),
                new End(200, "caller hung up", EndedBy.CALLER),
                "PCMA",
                new Media(new Heard(3_000, 2, 1.5), new Heard(0, 0, 0), "callee"));
    }

    private static Cdr refused() {
        return new Cdr(
                "0a1c",
                new AccountId("acme.example", ""),
                "internal",
                "esg1@127.0.0.1",
                0,
                "",
                "",
                new Leg("c3@a", "200", "999", "udp:192.0.2.3:5060"),
                Leg.NONE,
                new Times(BEGAN, null, null, BEGAN.plusMillis(4)),
                new End(404, "EB2B. No route", EndedBy.PLATFORM),
                "",
                null);
    }

    @Test
    void itsDocumentSaysItAll() {
        for (var cdr : List.of(answered("Bob"), refused()))
            assertThat(Cdr.of(cdr.document())).isEqualTo(cdr);
        assertThat(answered("Bob").document()).containsEntry("setupms", 2_500L);
        assertThat(answered("Bob").document().get("duration")).hasToString("62.350");
        assertThat(refused().document()).doesNotContainKeys("rang", "answered", "setupms", "callerpackets", "unheard");
        assertThat(refused().document().get("duration")).hasToString("0.000");
    }

    @Test
    void whatIsNoDocumentSaysWhy() {
        assertThatThrownBy(() -> Cdr.of(Map.of("id", "1")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("began");
        assertThatThrownBy(() -> Cdr.of(Map.of("began", "yesterday"))).hasMessageContaining("yesterday");
    }

    @Test
    void aLineHasAFieldForEachOfTheHeader() {
        assertThat(CdrCsv.header()).startsWith("id,d,account,direction,node,").endsWith(",unheard\r\n");
        assertThat(CdrCsv.line(answered("Bob")))
                .isEqualTo(
                        "0a1b,acme.example,p1,in,esg1@127.0.0.1,1,to the pbx,0301234567,Bob,+4930555,+49301234567,100,"
                                + "2026-01-02T03:04:05.100Z,2026-01-02T03:04:05.400Z,2026-01-02T03:04:07.600Z,2026-01-02T03:05:09.950Z,"
                                + "2500,62.350,200,caller hung up,caller,c1@a,c2@b,udp:192.0.2.1:5060,tcp:192.0.2.2:5060,PCMA,"
                                + "3000,2,1.5,0,0,0.0,callee\r\n");
        assertThat(CdrCsv.line(refused()).split(",", -1))
                .hasSameSizeAs(CdrCsv.header().split(",", -1));
    }

    /** RFC 4180 §2, and what a spreadsheet would take for a formula. */
    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        Bob           | Bob
        Bob, Alice    | "Bob, Alice"
        Bob "B" Brown | "Bob ""B"" Brown"
        =1+1          | '=1+1
        @SUM(A1)      | '@SUM(A1)
        -1+1          | '-1+1
        +49301234     | +49301234
        +49(30)1234   | '+49(30)1234
        Bob;=1+1      | Bob;'=1+1
        Bob;+49; x=1  | Bob;'+49; x=1
        =A1,"x"       | "'=A1,""x""\"
        """)
    void namesAreQuotedAndHarmless(String name, String field) {
        assertThat(CdrCsv.line(answered(name))).contains(",0301234567," + field + ",+4930555,");
    }

    @Test
    void aNameMayHoldLines() {
        assertThat(CdrCsv.line(answered("a\nb"))).contains(",\"a\nb\",");
    }

    @Test
    void ordersAreNamedByFieldAndMinus() {
        assertThat(CdrOrder.of("-began")).contains(CdrOrder.NEWEST);
        assertThat(CdrOrder.of("code")).isEmpty();
        assertThat(CdrOrder.tokens()).containsExactly("-began", "began", "-duration", "duration");
    }
}
