package esg.domain.match;

import static esg.domain.account.Accounts.account;
import static org.assertj.core.api.Assertions.assertThat;

import esg.domain.account.Account;
import esg.domain.pattern.Pattern;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** INC-02, INC-03, INC-12: the six steps, and the fields they take. */
class AccountIndexTest {
    private static final InetAddress PROVIDER = InetAddress.ofLiteral("44.55.66.77");
    private static final InetAddress STRANGER = InetAddress.ofLiteral("203.0.113.9");
    private static final ServerAddresses SERVER =
            new ServerAddresses(Set.of("172.27.103.90"), List.of(Pattern.address("10.9.0.0/16")));

    /** The INVITE of the original description (INC-04). */
    private static final InviteFacts SAMPLE =
            new InviteFacts("1234567890", "172.27.103.90", "8430000000", "44.55.66.77", "", "44.55.66.77");

    record Line(Account account, Set<InetAddress> resolved) implements Served {}

    private static String match(InviteFacts facts, InetAddress source, Account... accounts) {
        var lines = Arrays.stream(accounts).map(a -> new Line(a, Set.of())).toList();
        return told(AccountIndex.of(lines, SERVER).match(facts, source));
    }

    private static String told(Match<Line> match) {
        return switch (match) {
            case Match.Found<Line>(Line line, Step step) -> line.account().code() + " by " + step.label();
            case Match.SourceNotAllowed<Line>(Line line, Step step) ->
                line.account().code() + " by " + step.label() + ", source not allowed";
            case Match.None<Line>() -> "none";
        };
    }

    private static Account reg(String code, String user, String domain) {
        return account("code", code, "username", user, "domain", domain, "extaddrs", List.of("44.55.66.77"));
    }

    private static Account p2p(String code, String user, String domain) {
        return account("code", code, "reg", false, "username", user, "domain", domain);
    }

    @Nested
    class WorkedExample {
        /** INC-04: the sample of the original. */
        @ParameterizedTest(name = "step {0} looks for {1} at {2}")
        @CsvSource({
            "1.1, 1234567890, 172.27.103.90", "1.2, 1234567890, 44.55.66.77", "1.3, '', 44.55.66.77",
            "2.1, '', 44.55.66.77", "2.2, '', 44.55.66.77", "2.3, 1234567890, 44.55.66.77"
        })
        void takesTheSixPairs(String label, String user, String host) {
            var step = Arrays.stream(Step.values())
                    .filter(s -> s.label().equals(label))
                    .findFirst()
                    .orElseThrow();
            assertThat(step.user(SAMPLE)).isEqualTo(user);
            assertThat(step.host(SAMPLE)).isEqualTo(host);
        }

        @Test
        void registeredAccountIsFoundByToUserAndOurAddress() {
            assertThat(match(SAMPLE, PROVIDER, reg("r", "1234567890", "sip.example")))
                    .isEqualTo("r by 1.1");
        }

        @Test
        void pointToPointAccountWithoutNameIsFoundByContactHost() {
            assertThat(match(SAMPLE, PROVIDER, p2p("p", "", "44.55.66.77"))).isEqualTo("p by 2.1");
        }
    }

    /** toUser@toHost fromHost contactUser@contactHost against one account, with registration or not. */
    @ParameterizedTest(name = "{0}@{1} from {2} contact {3}@{4}, {5} {6}@p.example -> {7}")
    @CsvSource(delimiter = '|', textBlock = """
        100 | p.example | x.example | c   | x.example | reg | 100 | a by 1.1
        101 | p.example | x.example | c   | x.example | reg | 100 | none
        100 | x.example | p.example | c   | x.example | reg | 100 | a by 1.2
        100 | x.example | q.example | c   | x.example | reg | 100 | none
        101 | x.example | x.example | 100 | p.example | reg | 100 | a by 1.3
        101 | x.example | x.example | 100 | q.example | reg | 100 | none
        101 | x.example | x.example | 100 | p.example | p2p | 100 | a by 2.1
        101 | x.example | x.example | 101 | p.example | p2p | 100 | none
        101 | x.example | x.example | 102 | p.example | p2p | ''  | a by 2.2
        101 | x.example | x.example | 102 | q.example | p2p | ''  | none
        100 | x.example | p.example | c   | x.example | p2p | 100 | a by 2.3
        101 | x.example | p.example | c   | x.example | p2p | 100 | none
        100 | p.example | x.example | c   | x.example | p2p | 100 | none
        100 | P.Example | x.example | ''  | ''        | reg | 100 | a by 1.1
        """)
    void searchesByEachStep(
            String toUser,
            String toHost,
            String from,
            String cUser,
            String cHost,
            String mode,
            String user,
            String to) {
        var account = account(
                "reg", mode.equals("reg"), "username", user, "domain", "p.example", "extaddrs", List.of("44.55.66.77"));
        assertThat(match(new InviteFacts(toUser, toHost, "f", from, cUser, cHost), PROVIDER, account))
                .isEqualTo(to);
    }

    /** INC-05, INC-06, INC-07, INC-09, PRV-23: what names an account beside its own name and domain. */
    @ParameterizedTest(name = "user {0} host {1} -> {2}")
    @CsvSource({
        "200, p.example, a by 1.1",
        "2%300, p.example, a by 1.1",
        "305, p.example, a by 1.1",
        "405, p.example, none",
        "200, gw7.p.example, a by 1.1",
        "305, gw7.p.example, a by 1.1",
        "200, 192.0.2.200, a by 1.1",
        "200, 192.0.3.1, none",
        "305, 10.9.8.7, a by 1.1",
        "200, 10.8.8.7, none"
    })
    void moreNamesAndMoreHosts(String user, String host, String expected) {
        var account = account(
                "domain",
                "p.example",
                "extaddrs",
                List.of("gw?.p.example", "192.0.2.0/24", "44.55.66.77"),
                "opts",
                java.util.Map.of("extusernames", List.of("200", "/reg/^3\\d\\d$")));
        assertThat(match(new InviteFacts(user, host, "", "x", "", "x"), PROVIDER, account))
                .isEqualTo(expected);
    }

    @Test
    void registeredAccountsComeBeforePointToPoint() {
        assertThat(match(SAMPLE, PROVIDER, p2p("a", "", "44.55.66.77"), reg("z", "1234567890", "44.55.66.77")))
                .isEqualTo("z by 1.1");
    }

    @Test
    void insideAStepTheOneWhoseSourcePassesIsPreferred() {
        var first = account("code", "a", "username", "1234567890", "domain", "203.0.113.1");
        assertThat(match(SAMPLE, PROVIDER, first, reg("b", "1234567890", "sip.example")))
                .isEqualTo("b by 1.1");
        assertThat(match(SAMPLE, STRANGER, reg("b", "1234567890", "x.example"), first))
                .isEqualTo("a by 1.1, source not allowed");
    }

    @Test
    void anEarlierStepDecidesEvenWhenItsSourceCheckFails() {
        var first = account("code", "a", "username", "1234567890", "domain", "203.0.113.1");
        assertThat(match(SAMPLE, PROVIDER, first, p2p("b", "", "44.55.66.77")))
                .isEqualTo("a by 1.1, source not allowed");
    }

    @Test
    void disabledAccountsAreNotSearched() {
        assertThat(match(SAMPLE, PROVIDER, reg("a", "1234567890", "x.example").withEnabled(false)))
                .isEqualTo("none");
    }

    @Test
    void findsOneOfTenThousandWithoutNames() {
        var accounts = IntStream.range(0, 10_000)
                .mapToObj(i -> new Line(p2p("c" + i, "", "10.0." + i / 250 + "." + i % 250), Set.of()))
                .toList();
        var index = AccountIndex.of(accounts, SERVER);
        var facts = new InviteFacts("5", "z", "", "z", "7", "10.0.39.249");
        assertThat(told(index.match(facts, InetAddress.ofLiteral("10.0.39.249"))))
                .isEqualTo("c9999 by 2.2");
    }

    /** SRC-01. */
    @ParameterizedTest(name = "{0} allowed: {1}")
    @CsvSource({
        "192.0.2.1, true",
        "192.0.2.2, true",
        "192.0.2.3, true",
        "192.0.2.4, false",
        "198.51.100.77, true",
        "203.0.113.5, true",
        "203.0.114.5, false",
        "2001:db8::5, true"
    })
    void sourceIsCheckedAgainstDomainProxyDnsAndMasks(String source, boolean allowed) {
        var account = account(
                "domain",
                "192.0.2.1",
                "proxyaddr",
                "192.0.2.2",
                "extaddrs",
                List.of("198.51.100.0/24", "203.0.113.*", "2001:db8:0::5"));
        var served = new Line(account, Set.of(InetAddress.ofLiteral("192.0.2.3")));
        assertThat(SourceCheck.allows(served, InetAddress.ofLiteral(source))).isEqualTo(allowed);
    }

    /** For a node that does not serve them and so cannot check the source. */
    @Nested
    class Candidates {
        private static List<String> candidates(InetAddress source, Account... accounts) {
            var lines = Arrays.stream(accounts).map(a -> new Line(a, Set.of())).toList();
            return AccountIndex.of(lines, SERVER).candidates(SAMPLE, source).stream()
                    .map(line -> line.account().code())
                    .toList();
        }

        @Test
        void areAllOfTheFirstStepWithAHit() {
            var a = account("code", "a", "username", "1234567890", "domain", "a.example");
            var b = account("code", "b", "username", "1234567890", "domain", "b.example");
            assertThat(candidates(PROVIDER, p2p("p", "", "44.55.66.77"), b, a)).containsExactly("a", "b");
            assertThat(candidates(PROVIDER, p2p("p", "", "44.55.66.77"))).containsExactly("p");
            assertThat(candidates(PROVIDER, p2p("p", "", "203.0.113.9"))).isEmpty();
        }

        @Test
        void thoseThatNameTheSourceComeFirst() {
            var a = account("code", "a", "username", "1234567890", "domain", "a.example");
            assertThat(candidates(PROVIDER, a, reg("r", "1234567890", "b.example")))
                    .containsExactly("r", "a");
            assertThat(candidates(STRANGER, a, reg("r", "1234567890", "b.example")))
                    .containsExactly("a", "r");
        }
    }
}
