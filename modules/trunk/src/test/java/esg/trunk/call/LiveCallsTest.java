package esg.trunk.call;

import static org.assertj.core.api.Assertions.assertThat;

import esg.domain.account.Account;
import esg.domain.account.AccountForm;
import esg.trunk.account.Trunks;
import java.util.HashMap;
import java.util.Map;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Trunks, and the shares of them that may come in or go out; one call in and two out are live here. */
class LiveCallsTest {
    private static final ActorTestKit KIT = ActorTestKit.create();

    @AfterAll
    static void stop() {
        KIT.shutdownTestKit();
    }

    @ParameterizedTest(name = "trunks {0}, shares {1}, elsewhere {2}: {3}, {4}")
    @CsvSource(delimiter = '|', textBlock = """
            -1 | -1 -1 | 0 0 | null           | null
             3 | -1 -1 | 0 0 | TRUNK_LIMIT    | TRUNK_LIMIT
             4 | -1 -1 | 0 0 | null           | null
             4 | -1 -1 | 1 0 | TRUNK_LIMIT    | TRUNK_LIMIT
            -1 |  1 -1 | 0 0 | INCOMING_LIMIT | null
            -1 |  2 -1 | 0 9 | null           | null
            -1 |  2 -1 | 1 0 | INCOMING_LIMIT | null
            -1 | -1  2 | 0 0 | null           | OUTGOING_LIMIT
            -1 | -1  3 | 0 1 | null           | OUTGOING_LIMIT
             9 |  0  0 | 0 0 | INCOMING_LIMIT | OUTGOING_LIMIT
            """)
    void saysWhichLimitIsReached(int trunks, String shares, String elsewhere, String incoming, String outgoing) {
        var live = new LiveCalls();
        live.add(KIT.<CallCommand>createTestProbe().getRef(), true);
        for (int i = 0; i < 2; i++) live.add(KIT.<CallCommand>createTestProbe().getRef(), false);
        var account = account(trunks, first(shares), last(shares));
        var others = new Trunks(first(elsewhere), last(elsewhere));
        assertThat(String.valueOf(live.trunks().plus(others).limit(account, true)))
                .isEqualTo(incoming);
        assertThat(String.valueOf(live.trunks().plus(others).limit(account, false)))
                .isEqualTo(outgoing);
    }

    @Test
    void givesBackWhatEnds() {
        var live = new LiveCalls();
        var call = KIT.<CallCommand>createTestProbe().getRef();
        live.add(call, true);
        assertThat(live.trunks().limit(account(1, -1, -1), false)).isNotNull();
        live.remove(call);
        live.remove(call);
        assertThat(live.trunks()).isEqualTo(Trunks.NONE);
    }

    private static int first(String pair) {
        return Integer.parseInt(pair.split(" ", -1)[0]);
    }

    private static int last(String pair) {
        return Integer.parseInt(pair.substring(pair.lastIndexOf(' ') + 1));
    }

    /** An account with these limits; -1 for none. */
    private static Account account(int trunks, int in, int out) {
        var opts = new HashMap<String, @Nullable Object>();
        if (in >= 0) opts.put("intrunks", in);
        if (out >= 0) opts.put("outtrunks", out);
        var document = new HashMap<String, Object>(
                Map.of("d", "acme", "code", "a", "domain", "sip.example", "reg", false, "opts", opts));
        if (trunks >= 0) document.put("trunks", trunks);
        return AccountForm.read(document).orThrow();
    }
}
