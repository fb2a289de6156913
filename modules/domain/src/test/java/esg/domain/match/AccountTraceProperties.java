package esg.domain.match;

import static org.assertj.core.api.Assertions.assertThat;

import esg.domain.account.Account;
import esg.domain.account.Accounts;
import esg.domain.pattern.Pattern;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What is told of the search is what the search does (INC-02..07, SRC-01). */
class AccountTraceProperties {
    private static final ServerAddresses SERVER =
            new ServerAddresses(Set.of("10.0.0.9"), List.of(Pattern.host("gw?.us.example")));

    @Property(tries = 2000)
    void comesToTheVerdictOfTheSearch(
            @ForAll("accounts") List<Candidate> accounts,
            @ForAll("facts") InviteFacts facts,
            @ForAll("addresses") String source) {
        var from = InetAddress.ofLiteral(source);
        var told = AccountTrace.of(accounts, SERVER, facts, from);
        assertThat(told.verdict()).isEqualTo(AccountIndex.of(accounts, SERVER).match(facts, from));
    }

    /** Candidates for other nodes are the hits of the first step that has some. */
    @Property
    void hitsAreTheCandidatesOfTheSearch(
            @ForAll("accounts") List<Candidate> accounts,
            @ForAll("facts") InviteFacts facts,
            @ForAll("addresses") String source) {
        var from = InetAddress.ofLiteral(source);
        var hits = AccountTrace.of(accounts, SERVER, facts, from).steps().stream()
                .map(step -> step.trials().stream()
                        .filter(Trial::isHit)
                        .map(Trial::served)
                        .toList())
                .filter(found -> !found.isEmpty())
                .findFirst()
                .orElse(List.of());
        assertThat(AccountIndex.of(accounts, SERVER).candidates(facts, from)).containsExactlyInAnyOrderElementsOf(hits);
    }

    @Property
    void whatASenderIsComparedWithDecides(
            @ForAll("accounts") List<Candidate> accounts, @ForAll("addresses") String source) {
        var from = InetAddress.ofLiteral(source);
        for (var one : accounts) {
            assertThat(SourceCheck.compared(one, from).stream().anyMatch(SourceCheck.Compared::fits))
                    .isEqualTo(SourceCheck.allows(one, from));
        }
    }

    @Provide
    Arbitrary<List<Candidate>> accounts() {
        var account = Combinators.combine(
                        users(),
                        hosts(),
                        Arbitraries.of(true, false),
                        Arbitraries.of(List.of(), List.of("200"), List.of("/reg/^3"), List.of("100", "/reg/0$")),
                        Arbitraries.of(
                                List.of(),
                                List.of("10.0.0.1"),
                                List.of("10.0.0.0/30"),
                                List.of("*.example"),
                                List.of("/reg/^10[.]", "b.example")),
                        Arbitraries.of(true, true, true, false))
                .as((user, host, reg, names, addresses, enabled) -> candidate(
                        Map.of("username", reg && user.isEmpty() ? "100" : user, "domain", host, "reg", reg),
                        Map.of("opts", Map.of("extusernames", names), "extaddrs", addresses, "enabled", enabled)));
        var dns = addresses().set().ofMaxSize(1);
        return Combinators.combine(account, dns)
                .as((one, resolved) -> new Candidate(one, literals(resolved), "esg1"))
                .list()
                .ofMaxSize(6)
                .map(AccountTraceProperties::numbered);
    }

    private static Account candidate(Map<String, Object> some, Map<String, Object> others) {
        var fields = new HashMap<>(some);
        fields.putAll(others);
        return Accounts.account(fields.entrySet().stream()
                .flatMap(entry -> java.util.stream.Stream.of(entry.getKey(), entry.getValue()))
                .toArray());
    }

    /** Codes are unique. */
    private static List<Candidate> numbered(List<Candidate> all) {
        var numbered = new java.util.ArrayList<Candidate>();
        for (var one : all) {
            var document = new HashMap<>(esg.domain.account.AccountForm.write(one.account()));
            document.put("code", "c" + numbered.size());
            document.put("pwd", "pw");
            var account = esg.domain.account.AccountForm.read(document).orThrow();
            numbered.add(new Candidate(account, one.resolved(), one.node()));
        }
        return numbered;
    }

    private static Set<InetAddress> literals(Set<String> texts) {
        var literals = new HashSet<InetAddress>();
        for (var text : texts) literals.add(InetAddress.ofLiteral(text));
        return literals;
    }

    @Provide
    Arbitrary<InviteFacts> facts() {
        return Combinators.combine(users(), anyHost(), users(), anyHost(), users(), anyHost())
                .as(InviteFacts::new);
    }

    @Provide
    Arbitrary<String> addresses() {
        return Arbitraries.of("10.0.0.1", "10.0.0.2", "10.0.0.7", "192.0.2.1");
    }

    private static Arbitrary<String> users() {
        return Arbitraries.of("", "100", "200", "305", "%3100", "1%300");
    }

    private static Arbitrary<String> hosts() {
        return Arbitraries.of("a.example", "B.example", "10.0.0.1", "10.0.0.2");
    }

    private static Arbitrary<String> anyHost() {
        return Arbitraries.of(
                "a.example", "b.EXAMPLE", "10.0.0.1", "10.0.0.2", "10.0.0.9", "gw1.us.example", "x.test", "");
    }
}
