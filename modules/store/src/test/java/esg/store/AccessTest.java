package esg.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import esg.domain.access.AuditEntry;
import esg.domain.access.AuditQuery;
import esg.domain.access.Role;
import esg.domain.access.Token;
import esg.domain.config.ListQuery;
import esg.domain.config.RepositoryFailure.Duplicate;
import esg.domain.config.RepositoryFailure.StillReferenced;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tokens, and the record of who did what (ADM), on both databases. */
class AccessTest extends BothDatabases {
    private static final Instant CREATED = Instant.parse("2026-01-02T03:04:05Z");

    @BeforeEach
    void makeDomain() {
        store.domains().insert(Documents.ACME);
    }

    private static Token token(String id, String name, String d) {
        var role = d.isEmpty() ? Role.VIEWER : Role.DOMAIN_ADMIN;
        return new Token(
                id,
                name,
                role,
                d,
                Optional.of(CREATED.plusSeconds(60)),
                true,
                id.repeat(64),
                CREATED,
                Optional.empty());
    }

    private static AuditEntry entry(int second, String d, String key) {
        return new AuditEntry(
                0,
                CREATED.plusSeconds(second),
                "noc",
                "viewer",
                "192.0.2.1",
                "update",
                "provider",
                d,
                key,
                Map.of("name", ""),
                Map.of("name", "100%"));
    }

    private static AuditQuery all() {
        return new AuditQuery(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), 100, 0);
    }

    private List<String> keys(AuditQuery query) {
        return store.audit().list(query).items().stream().map(AuditEntry::key).toList();
    }

    @Test
    void aTokenIsKeptAndEveryNodeKnowsIt() throws StartFailure {
        var token = token("1", "noc", "acme.example");
        store.tokens().insert(token);
        assertThat(store.feed().current().tokens()).containsExactly(token);
        try (var another = Store.open(settings)) {
            assertThat(another.feed().current().tokens()).containsExactly(token);
            assertThat(another.derivedKey("sessions")).isEqualTo(store.derivedKey("sessions"));
        }
        assertThatThrownBy(() -> store.tokens().insert(token("2", "noc", "")))
                .isInstanceOf(Duplicate.class)
                .hasMessage("name noc is taken by another token");
        assertThatThrownBy(() -> store.domains().delete("acme.example", null))
                .isInstanceOf(StillReferenced.class)
                .hasMessageContaining("1 token");
        store.tokens().delete("1", null);
        assertThat(store.feed().current().tokens()).isEmpty();
    }

    @Test
    void itsUseIsNoChangeOfConfiguration() {
        store.tokens().insert(token("1", "noc", ""));
        long revision = store.feed().current().revision();
        store.tokenUse().used("1", CREATED.plusSeconds(9));
        store.tokenUse().used("1", CREATED.plusSeconds(3)); // told late by another node
        var stored = store.tokens().find("1").orElseThrow();
        assertThat(stored.value().lastUsed()).contains(CREATED.plusSeconds(9));
        assertThat(stored.version()).isEqualTo(1);
        assertThat(store.feed().current().revision()).isEqualTo(revision);
        store.tokens().update("1", stored.value(), null);
        assertThat(store.tokens().find("1").orElseThrow().value()).isEqualTo(stored.value());
        assertThat(store.tokens().list(new ListQuery(null, "NOC", 10, 0)).total())
                .isEqualTo(1);
    }

    @Test
    void theRecordIsListedNewestFirstAndNarrowed() {
        store.audit().append(entry(1, "acme.example", "a"));
        store.audit().append(entry(2, "", "B_1"));
        store.audit().append(entry(2, "acme.example", "c"));
        assertThat(keys(all())).containsExactly("c", "B_1", "a");
        var one = store.audit().list(all()).items().getLast();
        assertThat(one.id()).isPositive();
        assertThat(one.at()).isEqualTo(CREATED.plusSeconds(1));
        assertThat(one.after()).isEqualTo(Map.of("name", "100%"));
        var none = Optional.<Instant>empty();
        assertThat(keys(new AuditQuery(Optional.of("acme.example"), Optional.empty(), none, none, 1, 1)))
                .containsExactly("a");
        assertThat(keys(new AuditQuery(Optional.empty(), Optional.of("b_"), none, none, 9, 0)))
                .containsExactly("B_1");
        assertThat(keys(new AuditQuery(Optional.empty(), Optional.of("%"), none, none, 9, 0)))
                .isEmpty();
        var second = Optional.of(CREATED.plusSeconds(2));
        assertThat(keys(new AuditQuery(Optional.empty(), Optional.empty(), second, none, 9, 0)))
                .containsExactly("c", "B_1");
        assertThat(keys(new AuditQuery(Optional.empty(), Optional.empty(), none, second, 9, 0)))
                .containsExactly("a");
        assertThat(store.audit().forget(CREATED.plusSeconds(2))).isEqualTo(1);
        assertThat(keys(all())).containsExactly("c", "B_1");
    }

    @Test
    void itStandsOrFallsWithTheChange() {
        assertThatThrownBy(() -> store.transactions().inOne(() -> {
                    store.tokens().insert(token("1", "noc", ""));
                    store.audit().append(entry(1, "", "undone"));
                    return store.transactions().inOne(() -> store.tokens().insert(token("2", "noc", "")));
                }))
                .isInstanceOf(Duplicate.class);
        assertThat(keys(all())).isEmpty();
        assertThat(store.tokens().find("1")).isEmpty();
        store.transactions().inOne(() -> {
            store.audit().append(entry(1, "", "done"));
            return store.transactions().inOne(() -> store.tokens().insert(token("1", "noc", "")));
        });
        assertThat(keys(all())).containsExactly("done");
        assertThat(store.feed().current().tokens()).hasSize(1);
    }
}
