package esg.admin.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import esg.admin.monitor.NodeState.Reg;
import esg.domain.account.Account;
import esg.domain.account.AccountForm;
import esg.domain.account.AccountId;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the table of accounts says of each, and in which order (MON-01). */
class ProviderTableTest {
    private static final Instant AT = Instant.parse("2026-01-01T10:00:00Z");

    /** One of each kind; the code says which. */
    private static final ProviderTable TABLE = ProviderTable.of(
            configured(
                    account("well", Map.of("trunks", 7, "name", "Carrier")),
                    account("bad", Map.of()),
                    account("trying", Map.of()),
                    account("new", Map.of()),
                    account("lost", Map.of()),
                    account("p2p", Map.of("reg", false, "d", "beta")),
                    account("deaf", Map.of("reg", false, "pingmode", "options")),
                    account("off", Map.of("enabled", false))),
            List.of(
                    node(
                            "esg1@h",
                            1,
                            reg("well", "registered", "disabled", null),
                            reg("bad", "failed", "disabled", "403 Forbidden"),
                            reg("trying", "registering", "disabled", null),
                            reg("gone", "registered", "disabled", null)),
                    node(
                            "esg2@h",
                            2,
                            reg("new", "unregistered", "disabled", null),
                            reg("p2p", "disabled", "disabled", null),
                            reg("deaf", "disabled", "failed", null),
                            reg("off", "disabled", "disabled", null)),
                    NodeState.offline("s", 3, "esg3@h", "h")));

    private static Account account(String code, Map<String, Object> more) {
        var document = new HashMap<String, Object>(Map.of(
                "id",
                "doc-" + code,
                "d",
                "acme",
                "code",
                code,
                "username",
                "u",
                "pwd",
                "pa55",
                "domain",
                "sip.example",
                "reg",
                true));
        document.putAll(more);
        return AccountForm.read(document).orThrow();
    }

    private static Map<AccountId, Account> configured(Account... accounts) {
        return Stream.of(accounts).collect(Collectors.toMap(Account::key, one -> one));
    }

    private static Reg reg(String code, String regstate, String pingstate, @Nullable String failure) {
        return reg(code, regstate, pingstate, failure, AT);
    }

    private static Reg reg(
            String code, String regstate, String pingstate, @Nullable String failure, @Nullable Instant owner) {
        return new Reg(
                code,
                code.equals("p2p") ? "beta" : "acme",
                "u",
                "sip.example",
                5060,
                "udp",
                List.of(),
                regstate,
                pingstate,
                List.of("SIP/2.0 200 OK"),
                3,
                failure == null ? null : AT.plusSeconds(30),
                failure,
                regstate.equals("registered") ? 3600 : null,
                owner,
                AT.plusSeconds(1));
    }

    private static NodeState node(String node, int srvidx, Reg... regs) {
        return new NodeState("s", srvidx, node, "h", true, List.of(regs), List.of());
    }

    private static JsonNode json(Object document) {
        return new ObjectMapper().valueToTree(document);
    }

    private static JsonNode page(ProviderSearch search, ProviderOrder order) {
        return json(TABLE.page(search, order, 0, 50)).get("data");
    }

    private static List<String> codes(JsonNode page) {
        return page.get("providers").findValuesAsText("code");
    }

    @Test
    void troubleComesFirstAndWhatNobodyWantsLast() {
        assertThat(codes(page(ProviderSearch.ALL, ProviderOrder.TROUBLE)))
                .containsExactly("bad", "lost", "deaf", "trying", "new", "well", "p2p", "off");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
        code       | bad deaf lost new off p2p trying well
        -code      | well trying p2p off new lost deaf bad
        id         | bad deaf lost new off trying well p2p
        -srvidx    | deaf new off p2p bad trying well lost
        node       | bad trying well deaf new off p2p lost
        trunks     | well bad deaf lost new off trying p2p
        -failure   | bad deaf lost new off trying well p2p
        """)
    void sortsByAFieldAndThenById(String sort, String expected) {
        assertThat(codes(page(ProviderSearch.ALL, ProviderOrder.of(sort).orElseThrow())))
                .containsExactly(expected.split(" "));
    }

    @Test
    void everyFieldThatIsListedCanBeSortedByButSecretsAreNone() {
        for (var field : ProviderOrder.fields()) {
            assertThat(codes(page(
                            ProviderSearch.ALL, ProviderOrder.of("-" + field).orElseThrow())))
                    .as(field)
                    .hasSize(8);
        }
        assertThat(ProviderOrder.of("pwd")).isEmpty();
        assertThat(ProviderOrder.of("-")).isEmpty();
    }

    @ParameterizedTest(name = "d={0} q={1} state={2}: {3}")
    @CsvSource(delimiter = '|', textBlock = """
        beta |         |              | p2p
        none |         |              |
             | CARRIER |              | well
             | beta/   |              | p2p
             | esg2    |              | deaf p2p new off
             |         | registered   | well
             |         | failed       | bad
             |         | unregistered | lost new
             |         | unserved     | lost
             | sip.ex  | disabled     | deaf p2p off
        """)
    void findsByDomainTextAndState(
            @Nullable String d, @Nullable String q, @Nullable String state, @Nullable String expected) {
        var search = new ProviderSearch(Optional.ofNullable(d), Optional.ofNullable(q), Optional.ofNullable(state));
        var page = page(search, ProviderOrder.TROUBLE);
        assertThat(codes(page)).containsExactlyInAnyOrder(expected == null ? new String[0] : expected.split(" "));
        assertThat(page.get("total").asInt()).isEqualTo(codes(page).size());
    }

    /** They stand beside the choice of a state, so they do not follow it. */
    @Test
    void countsEveryStateOfThoseThatFit() {
        var search = new ProviderSearch(Optional.of("acme"), Optional.empty(), Optional.of("failed"));
        assertThat(page(search, ProviderOrder.TROUBLE).get("counts").toString())
                .isEqualTo("{\"failed\":1,\"registering\":1,\"unregistered\":2,\"registered\":1,\"disabled\":2,"
                        + "\"unserved\":1,\"all\":7}");
    }

    @Test
    void namesNodesThatDidNotAnswer() {
        assertThat(page(ProviderSearch.ALL, ProviderOrder.TROUBLE)
                        .get("offline")
                        .toString())
                .isEqualTo("[\"esg3@h\"]");
    }

    @Test
    void tellsAllOfOneThatIsServed() throws Exception {
        assertThat(json(TABLE.one(new AccountId("acme", "bad")).orElseThrow()).get("data"))
                .isEqualTo(new ObjectMapper().readTree("""
                    {"id": "acme/bad", "docid": "doc-bad", "d": "acme", "code": "bad", "name": "", "enabled": true,
                    "reg": true, "user": "u", "domain": "sip.example", "port": 5060, "proto": "udp", "serveridxs": [],
                    "regstate": "failed", "pingstate": "disabled", "node": "esg1@h", "srvidx": 1,
                    "ownersince": "2026-01-01T10:00:00Z", "last_response": ["SIP/2.0 200 OK"], "onlinetrunkcount": 3,
                    "since": "2026-01-01T10:00:01Z", "nextattempt": "2026-01-01T10:00:30Z",
                    "failure": "403 Forbidden"}\
                    """));
    }

    @Test
    void tellsWhatIsKnownOfOneThatNobodyServes() {
        var lost = json(TABLE.one(new AccountId("acme", "lost")).orElseThrow()).get("data");
        assertThat(lost.get("node").isNull()).isTrue();
        assertThat(lost.get("ownersince").isNull()).isTrue();
        assertThat(lost.get("regstate").asText()).isEqualTo("unregistered");
        assertThat(lost.has("since")).isFalse();
        assertThat(TABLE.one(new AccountId("acme", "gone"))).isEmpty();
    }

    /** While it moves both may say that they serve it; a node of the last version does not say since when. */
    @Test
    void theLaterOfTwoOwnersCounts() {
        var old = node("esg1@h", 1, reg("well", "registered", "disabled", null, null));
        var early = node("esg2@h", 2, reg("well", "registered", "disabled", null, AT));
        var late = node("esg3@h", 3, reg("well", "registering", "disabled", null, AT.plusSeconds(1)));
        for (var nodes : List.of(List.of(old, early, late), List.of(late, early, old))) {
            var table = ProviderTable.of(configured(account("well", Map.of())), nodes);
            assertThat(json(table.one(new AccountId("acme", "well")).orElseThrow())
                            .at("/data/node")
                            .asText())
                    .isEqualTo("esg3@h");
        }
    }

    @Test
    void aPageOfTenThousand() {
        var accounts = new HashMap<AccountId, Account>();
        for (int i = 0; i < 10_000; i++) {
            var account = account("c%05d".formatted(i), Map.of());
            accounts.put(account.key(), account);
        }
        var regs = accounts.keySet().stream()
                .map(id -> reg(id.code(), "registered", "disabled", null))
                .toArray(Reg[]::new);
        var table = ProviderTable.of(accounts, List.of(node("esg1@h", 1, regs)));
        var page = json(table.page(ProviderSearch.ALL, ProviderOrder.TROUBLE, 9_998, 50))
                .get("data");
        assertThat(page.get("total").asInt()).isEqualTo(10_000);
        assertThat(codes(page)).containsExactly("c09998", "c09999");
    }
}
