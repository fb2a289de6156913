package esg.domain.explain;

import static esg.domain.account.Accounts.account;
import static org.assertj.core.api.Assertions.assertThat;

import esg.domain.account.Account;
import esg.domain.explain.SenderAnalysis.Seen;
import esg.domain.explain.Suggestions.Habits;
import esg.domain.match.AccountIndex;
import esg.domain.match.Candidate;
import esg.domain.match.InviteFacts;
import esg.domain.match.Match;
import esg.domain.match.ServerAddresses;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What an operator is told to set (INC-09, INC-10). */
class SuggestionsTest {
    private static final InetAddress PROVIDER = InetAddress.ofLiteral("44.55.66.77");
    private static final ServerAddresses SERVER = new ServerAddresses(Set.of("10.0.0.1"), List.of());

    /** The INVITE of the original description (INC-04). */
    private static final InviteFacts SAMPLE =
            new InviteFacts("1234567890", "172.27.103.90", "8430000000", "44.55.66.77", "", "44.55.66.77");

    private static List<Suggestion> suggestions(InviteFacts facts, Habits habits, Account... accounts) {
        var all = Arrays.stream(accounts)
                .map(one -> new Candidate(one, Set.of(), "esg1"))
                .toList();
        return new Suggestions(all, SERVER).of(facts, PROVIDER, habits);
    }

    private static List<String> texts(Account... accounts) {
        return suggestions(SAMPLE, Habits.UNKNOWN, accounts).stream()
                .map(Suggestion::text)
                .toList();
    }

    private static Account reg(String code, String user, String domain, String... extaddrs) {
        return account("code", code, "username", user, "domain", domain, "extaddrs", List.of(extaddrs));
    }

    private static Account p2p(String code, String user, String domain) {
        return account("code", code, "reg", false, "username", user, "domain", domain);
    }

    /** INC-10: the provider names us by an address we did not know to be ours. */
    @Test
    void ourOwnAddressInToGoesToTheInstance() {
        var proxied = account("code", "r", "username", "1234567890", "domain", "p.example", "proxyaddr", "44.55.66.77");
        assertThat(texts(proxied)).first().isEqualTo("add 172.27.103.90 to esg.roles.esg.extaddrs of this instance");
        assertThat(texts(proxied))
                .contains(
                        "add 44.55.66.77 to extaddrs of account test.example/r",
                        "add 172.27.103.90 to extaddrs of account test.example/r");
    }

    @Test
    void anUnknownUserGoesToTheAccountOfTheSender() {
        assertThat(texts(reg("r", "login", "44.55.66.77"), reg("x", "other", "203.0.113.1")))
                .containsExactly("add 1234567890 to opts.extusernames of account test.example/r");
    }

    @Test
    void anAddressNamesAPointToPointAccountAndLetsItSend() {
        assertThat(texts(p2p("p", "1234567890", "p.example")))
                .contains("add 44.55.66.77 to extaddrs of account test.example/p");
    }

    @Test
    void callsWithoutUserMayStandForAPointToPointAccount() {
        assertThat(texts(p2p("p", "login", "44.55.66.77")))
                .containsExactlyInAnyOrder(
                        "add \"\" (no user) to opts.extusernames of account test.example/p",
                        "add 1234567890 to opts.extusernames of account test.example/p");
    }

    @Test
    void aDisabledAccountIsToBeEnabled() {
        assertThat(texts(p2p("p", "", "44.55.66.77").withEnabled(false)))
                .first()
                .isEqualTo("enable account test.example/p");
    }

    @Test
    void nothingIsSuggestedWhereNothingPointsAtAnAccount() {
        assertThat(texts(reg("x", "other", "203.0.113.1"), p2p("y", "", "203.0.113.2")))
                .isEmpty();
        assertThat(texts(p2p("p", "", "44.55.66.77"))).as("comes in already").isEmpty();
    }

    @Test
    void noCallOfAnotherAccountGoesAstray() {
        var owner = reg("z", "1234567890", "p.example", "44.55.66.78");
        var near = reg("a", "login", "44.55.66.77", "44.55.66.78");
        assertThat(suggestions(SAMPLE, Habits.UNKNOWN, owner, near))
                .allSatisfy(one -> assertThat(one.conflicts()).noneMatch(pair -> pair.certain() && pair.oneSender()));
        assertThat(texts(owner, near)).doesNotContain("add 1234567890 to opts.extusernames of account test.example/a");
    }

    @Test
    void eachOneIsTrue() {
        var accounts = new Account[] {
            reg("r", "1234567890", "p.example"), reg("s", "login", "44.55.66.77"), p2p("p", "1234567890", "q.example"),
        };
        for (var one : suggestions(SAMPLE, Habits.UNKNOWN, accounts)) {
            var server = one.changes().stream().anyMatch(Change.AddServerAddress.class::isInstance)
                    ? SERVER.plus("172.27.103.90")
                    : SERVER;
            var changed = Arrays.stream(accounts)
                    .map(account -> account.key().equals(one.account().account().key())
                            ? one.account()
                            : new Candidate(account, Set.of(), "esg1"))
                    .toList();
            var match = AccountIndex.of(changed, server).match(SAMPLE, PROVIDER);
            assertThat(match).as(one.text()).isEqualTo(new Match.Found<>(one.account(), one.step()));
        }
    }

    /** A scanner may name an account too. */
    @Test
    void saysWhenASenderWasNotTheAccountsBefore() {
        assertThat(suggestions(SAMPLE, Habits.UNKNOWN, p2p("p", "1234567890", "p.example")))
                .isNotEmpty()
                .allMatch(Suggestion::opens);
        assertThat(suggestions(SAMPLE, Habits.UNKNOWN, reg("r", "login", "44.55.66.77")))
                .isNotEmpty()
                .noneMatch(Suggestion::opens);
    }

    /** What a stranger writes must not become a pattern that lets others in. */
    @Test
    void aPatternInAnInviteIsNotTaken() {
        var facts = new InviteFacts("/reg/.", "*", "x", "0.0.0.0/0", "/reg/.", "*");
        assertThat(suggestions(facts, Habits.UNKNOWN, reg("s", "login", "44.55.66.77"), p2p("p", "", "44.55.66.77")))
                .isEmpty();
    }

    private static SenderAnalysis analysis(String... toUsers) {
        var seen = Arrays.stream(toUsers)
                .map(user -> new Seen(
                        PROVIDER, new InviteFacts(user, "10.0.0.1", "f" + user, "44.55.66.77", "gw", "44.55.66.77")))
                .toList();
        return SenderAnalysis.of(seen).getFirst();
    }

    /** The original's common technique: constant fields name the account. */
    @Test
    void fieldsThatStayAreToldFromThoseThatVary() {
        var analysis = analysis("74951230001", "74951230002", "74951239999");
        assertThat(analysis.count()).isEqualTo(3);
        assertThat(analysis.varying()).containsExactlyInAnyOrder(Field.TO_USER, Field.FROM_USER);
        assertThat(analysis.in(Field.TO_USER).pattern()).isEqualTo("/reg/^7495123\\d{4}$");
        assertThat(analysis.in(Field.FROM_USER).pattern()).isEmpty();
        assertThat(analysis.in(Field.CONTACT_HOST).samples()).containsExactly("44.55.66.77");
        assertThat(analysis("100", "2000").in(Field.TO_USER).pattern()).isEmpty();
    }

    @Test
    void aRangeOfNumbersIsSuggestedAsAPatternAndWhatStaysComesFirst() {
        var analysis = analysis("74951230001", "74951230002");
        var found = suggestions(analysis.latest(), Habits.of(analysis), reg("r", "login", "44.55.66.77")).stream()
                .map(Suggestion::text)
                .toList();
        assertThat(found)
                .containsExactlyInAnyOrder(
                        "add /reg/^7495123000\\d{1}$ to opts.extusernames of account test.example/r",
                        "add gw to opts.extusernames of account test.example/r");
    }
}
