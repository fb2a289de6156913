package esg.domain.conflict;

import static esg.domain.account.Accounts.account;
import static org.assertj.core.api.Assertions.assertThat;

import esg.domain.account.Account;
import esg.domain.match.Candidate;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Accounts that could have the same INVITE (INC-03, A-17). */
class AccountConflictsTest {
    /** {@code reg|p2p user[,extuser…] domain[,extaddr…]}; {@code -} for no user. */
    private static Account of(String code, String text) {
        var words = text.strip().split(" ", -1);
        var users = words[1].replaceFirst("^-", "").split(",", -1);
        var hosts = words[2].split(",");
        return account(
                "code",
                code,
                "reg",
                words[0].equals("reg"),
                "username",
                users[0],
                "domain",
                hosts[0],
                "extaddrs",
                rest(hosts),
                "opts",
                Map.of("extusernames", rest(users)));
    }

    private static List<String> rest(String[] all) {
        return List.of(all).subList(1, all.length);
    }

    private static Candidate here(Account account, String... resolved) {
        var addresses = Stream.of(resolved).map(InetAddress::ofLiteral).toList();
        return new Candidate(account, Set.copyOf(addresses), "esg1");
    }

    private static String told(List<AccountPair> pairs) {
        return pairs.isEmpty()
                ? "none"
                : pairs.stream()
                        .map(pair -> pair.first().code()
                                + pair.second().code()
                                + (pair.certain() ? " certain" : " maybe")
                                + (pair.oneSender() ? ", one sender" : ", two senders"))
                        .reduce((one, other) -> one + "; " + other)
                        .orElseThrow();
    }

    @ParameterizedTest(name = "{0} and {1}: {2}")
    @CsvSource(delimiter = '|', textBlock = """
        reg 100 p.example            | reg 100 p.example            | ab certain, one sender
        reg 100 p.example            | reg 101 p.example            | none
        reg 100 p.example            | reg 100 q.example            | ab certain, two senders
        reg 100 p.example            | p2p 100 p.example            | none
        p2p - 10.0.0.1               | p2p - 10.0.0.1               | ab certain, one sender
        p2p - 10.0.0.1               | p2p - 10.0.0.2               | none
        p2p - 10.0.0.1               | p2p 100 10.0.0.1             | none
        p2p 100,200 10.0.0.1         | p2p 200 10.0.0.1             | ab certain, one sender
        p2p - p.example,10.0.0.0/24  | p2p - q.example,10.0.0.7     | ab certain, one sender
        p2p - p.example,10.0.0.*     | p2p - q.example,10.0.?.1     | ab certain, one sender
        p2p - p.example,10.0.0.*     | p2p - q.example,/reg/1[.]9$  | ab maybe, one sender
        p2p 5,/reg/^1 10.0.0.1       | p2p 155 10.0.0.1             | ab certain, one sender
        p2p 5,/reg/^1 10.0.0.1       | p2p 6,/reg/7$ 10.0.0.1       | ab maybe, one sender
        reg 100,/reg/^2 p.example    | reg 200 p.example            | ab certain, one sender
        """)
    void meetWhereOneInviteFitsBoth(String one, String other, String expected) {
        var accounts = List.of(here(of("a", one)), here(of("b", other)));
        assertThat(told(AccountConflicts.among(accounts, 100))).isEqualTo(expected);
        assertThat(told(AccountConflicts.of(accounts.getLast(), accounts))).isEqualTo(expected);
    }

    @Test
    void sendersMayMeetBehindTheirNames() {
        var a = of("a", "reg 100 p.example");
        var b = of("b", "reg 100 q.example");
        assertThat(told(AccountConflicts.among(List.of(here(a, "10.0.0.1"), here(b, "10.0.0.1")), 9)))
                .isEqualTo("ab certain, one sender");
        assertThat(told(AccountConflicts.among(List.of(here(a, "10.0.0.1"), here(b, "10.0.0.2")), 9)))
                .isEqualTo("ab certain, two senders");
    }

    @Test
    void disabledAccountsAreInNobodysWay() {
        var accounts = List.of(here(of("a", "p2p - 10.0.0.1").withEnabled(false)), here(of("b", "p2p - 10.0.0.1")));
        assertThat(AccountConflicts.among(accounts, 100)).isEmpty();
    }

    @Test
    void tenThousandAccountsAreCompared() {
        var accounts = IntStream.range(0, 10_000)
                .mapToObj(i -> here(of("c" + i, "p2p - 10.0." + i / 250 + "." + i % 250)))
                .toList();
        assertThat(AccountConflicts.among(accounts, 100)).isEmpty();
    }

    private static List<String> unreachable(Candidate... accounts) {
        return AccountConflicts.unreachable(Arrays.asList(accounts), "esg1").stream()
                .map(one -> one.account().code() + " " + one.why())
                .toList();
    }

    @Test
    void anAccountBehindOneThatTakesEverythingIsUnreachable() {
        var wide = here(of("a", "p2p -,7 10.0.0.1,10.0.0.0/24"));
        assertThat(unreachable(wide, here(of("b", "p2p - 10.0.0.1,10.0.0.7"))))
                .containsExactly("b every call that fits it fits test.example/a too, which comes first");
        assertThat(unreachable(wide, here(of("b", "p2p - 10.0.0.1,10.0.1.7")))).isEmpty();
        assertThat(unreachable(wide, here(of("b", "p2p -,8 10.0.0.1")))).isEmpty();
    }

    @Test
    void anAccountWithoutSenderOrNodeIsUnreachable() {
        assertThat(unreachable(here(of("a", "reg 100 p.example"))))
                .containsExactly(
                        "a no sender passes its source check: its names have no known address, and it has no extaddrs");
        assertThat(unreachable(here(of("a", "reg 100 p.example"), "10.0.0.1"))).isEmpty();
        assertThat(unreachable(new Candidate(of("a", "reg 100 p.example"), Set.of(), "esg2")))
                .as("its names are known there")
                .isEmpty();
        assertThat(unreachable(new Candidate(of("a", "reg 100 10.0.0.1"), Set.of(), "")))
                .containsExactly("a no node serves it now");
    }
}
