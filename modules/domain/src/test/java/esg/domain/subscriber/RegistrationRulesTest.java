package esg.domain.subscriber;

import static org.assertj.core.api.Assertions.assertThat;

import esg.domain.subscriber.RegisterRequest.Contact;
import esg.domain.subscriber.RegistrationRules.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 3261 §10.3, steps 6 to 8. Written {@code a:60@2} for contact a with expires 60 and a q of 2 thousandths. */
class RegistrationRulesTest {
    private static final Aor ALICE = new Aor("a.example", "alice");
    private static final RegistrationLimits LIMITS = new RegistrationLimits(60, 3600, 7200, 3);
    private static final Binding.Place HERE = new Binding.Place("n1", "udp:127.0.0.1:5060", "udp", "1.2.3.4:5", false);
    private static final long NOW = 1_000_000_000;

    private static Binding binding(String key, int q, String callId, long cseq) {
        return new Binding(ALICE, key, "sip:" + key, q, callId, cseq, NOW + 50_000, NOW - 1000, List.of(), "", HERE);
    }

    private static RegisterRequest request(String text, @Nullable Long expires, String callId, long cseq) {
        var contacts = new ArrayList<Contact>();
        boolean all = false;
        for (var one : text.isEmpty() ? new String[0] : text.split(" ", -1)) {
            if (one.equals("*")) {
                all = true;
                continue;
            }
            var parts = one.split("[:@]", -1);
            Long own = parts.length > 1 && !parts[1].isEmpty() ? Long.valueOf(parts[1]) : null;
            int q = parts.length > 2 ? Integer.parseInt(parts[2]) : 1000;
            contacts.add(new Contact(parts[0], "sip:" + parts[0], q, own));
        }
        return new RegisterRequest(ALICE, callId, cseq, all, expires, contacts, List.of(), "", HERE);
    }

    private static String shown(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Registered done ->
                (done.refresh() ? "refresh " : "")
                        + done.bindings().stream()
                                .map(one -> one.key() + ":" + (one.expiresAt() - NOW) / 1000)
                                .collect(Collectors.joining(" "));
            case Outcome.TooBrief(long min) -> "423 " + min;
            case Outcome.OutOfOrder() -> "500";
            case Outcome.TooMany(int _) -> "403";
            case Outcome.BadWildcard() -> "400";
        };
    }

    @ParameterizedTest(name = "{0} Expires {1} of {2} {3}: {4}")
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
        ''              | -      | other | 1  | refresh x:50 y:50
        z               | -      | other | 1  | z:3600 x:50 y:50
        z               | 120    | other | 1  | z:120 x:50 y:50
        z:90            | 120    | other | 1  | z:90 x:50 y:50
        z               | 999999 | other | 1  | z:7200 x:50 y:50
        z               | 59     | other | 1  | 423 60
        z:1             | 120    | other | 1  | 423 60
        x               | 300    | call  | 8  | refresh x:300 y:50
        x               | 300    | call  | 7  | 500
        x               | 300    | call  | 6  | 500
        x               | 300    | other | 1  | refresh x:300 y:50
        x:0             | -      | call  | 8  | y:50
        x:0             | -      | call  | 7  | 500
        z:0             | -      | other | 1  | refresh x:50 y:50
        x:0 y:0         | -      | other | 1  | ''
        x:0 z           | 120    | other | 1  | z:120 y:50
        z z2            | 120    | other | 1  | 403
        z:100@5         | -      | other | 1  | x:50 y:50 z:100
        *               | 0      | other | 1  | ''
        *               | 0      | call  | 8  | ''
        *               | 0      | call  | 7  | 500
        *               | 60     | other | 1  | 400
        *               | -      | other | 1  | 400
        * z             | 0      | other | 1  | 400
        """)
    void registers(String contacts, @Nullable Long expires, String callId, long cseq, String outcome) {
        var known = List.of(binding("x", 1000, "call", 7), binding("y", 500, "call", 7));
        assertThat(shown(RegistrationRules.apply(known, request(contacts, expires, callId, cseq), LIMITS, NOW)))
                .isEqualTo(outcome);
    }

    @Test
    void whatHasExpiredIsNoBinding() {
        var over = binding("x", 1000, "call", 7);
        var later = over.expiresAt();
        var outcome = RegistrationRules.apply(List.of(over), request("x", null, "call", 1), LIMITS, later);
        assertThat(outcome).isInstanceOf(Outcome.Registered.class);
        assertThat(shown(RegistrationRules.apply(List.of(over), request("", null, "q", 1), LIMITS, later)))
                .isEqualTo("refresh ");
    }

    @Test
    void theNewestComesFirstAmongEquals() {
        var known = List.of(binding("x", 1000, "c", 1));
        assertThat(shown(RegistrationRules.apply(known, request("z:100@1000", null, "d", 1), LIMITS, NOW)))
                .isEqualTo("z:100 x:50");
    }

    private static Binding state(String node, String callId, long cseq, long expiresAt, long updatedAt) {
        var place = new Binding.Place(node, "", "udp", "", false);
        return new Binding(ALICE, "x", "sip:x", 1000, callId, cseq, expiresAt, updatedAt, List.of(), "", place);
    }

    /** Nodes that learn of two states in either order agree. */
    @ParameterizedTest(name = "{0}/{1} until {2} at {3} or {4}/{5} until {6} at {7}: {8}")
    @CsvSource({
        // the same phone: it counts
        "c, 2, 900000, 100, c, 3, 900000, 90, second",
        "c, 2, 900000, 100, c, 3, 0, 90, second",
        // and from 1 again when it was away
        "c, 9, 5000, 100, c, 1, 900000, 60000, second",
        // another call: the later one
        "c, 9, 900000, 100, d, 1, 900000, 200, second",
        "c, 9, 900000, 300, d, 1, 0, 200, first",
        // the same moment: any, but the same one
        "c, 1, 900000, 100, d, 1, 900000, 100, second"
    })
    void oneOfTwoStatesStands(
            String c1, long n1, long until1, long at1, String c2, long n2, long until2, long at2, String stands) {
        var first = state("n1", c1, n1, until1, at1);
        var second = state("n2", c2, n2, until2, at2);
        assertThat(first.supersedes(second)).isEqualTo(stands.equals("first"));
        assertThat(second.supersedes(first)).isEqualTo(stands.equals("second"));
    }

    @Test
    void aChangeIsLaterThanWhatItChanges() {
        var ahead = state("n2", "c", 1, NOW + 90_000, NOW + 5_000);
        var outcome = RegistrationRules.apply(List.of(ahead), request("x", null, "d", 1), LIMITS, NOW);
        assertThat(((Outcome.Registered) outcome).changed().getFirst().supersedes(ahead))
                .isTrue();
    }
}
