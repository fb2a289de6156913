package esg.store;

import static esg.store.Documents.ACME;
import static esg.store.Documents.account;
import static esg.store.Documents.route;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import esg.domain.account.AccountId;
import esg.domain.account.PingMode;
import esg.domain.account.Transport;
import esg.domain.ban.PinnedBan;
import esg.domain.ban.Sources;
import esg.domain.config.ConfigChange;
import esg.domain.config.Domain;
import esg.domain.config.ListQuery;
import esg.domain.config.RepositoryFailure.Duplicate;
import esg.domain.config.RepositoryFailure.NotFound;
import esg.domain.config.RepositoryFailure.StillReferenced;
import esg.domain.config.RepositoryFailure.VersionConflict;
import esg.domain.config.Stored;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a person who writes configuration, and a node that reads it, notice; on both databases. */
class StoreTest extends BothDatabases {
    private static final AccountId A1 = new AccountId("acme.example", "A1");

    @BeforeEach
    void makeDomain() {
        store.domains().insert(ACME);
    }

    @Test
    void keepsDocumentsOverARestart() throws StartFailure {
        store.accounts().insert(account("1", "A1"));
        store.routes().insert(route("r1", 5));
        store.close();

        store = Store.open(settings);

        assertThat(store.accounts().find("1")).contains(new Stored<>(account("1", "A1"), 1));
        assertThat(store.feed().current().accounts()).containsEntry(A1, account("1", "A1"));
        assertThat(store.feed().current().domains()).containsEntry(ACME.d(), ACME);
        assertThat(store.feed().current().routesOf(ACME.d())).containsExactly(route("r1", 5));
    }

    /** SEC-01. */
    @Test
    void pinnedBansReachTheSnapshotAndOutliveARestart() throws StartFailure {
        var source = Objects.requireNonNull(Sources.read("2001:db8::66"));
        var ban = new PinnedBan(source, Optional.of(Instant.parse("2030-01-02T03:04:05Z")), "svmap");
        store.pinned().insert(ban);
        assertThat(store.feed().current().pinned()).containsExactly(ban);
        assertThatThrownBy(() -> store.pinned().insert(ban)).isInstanceOf(Duplicate.class);
        store.close();

        store = Store.open(settings);

        assertThat(store.feed().current().pinned()).containsExactly(ban);
        store.pinned().delete("2001:db8:0:0:0:0:0:0/64", null);
        assertThat(store.feed().current().pinned()).isEmpty();
    }

    @Test
    void givesAnIdToADocumentWithoutOne() {
        var stored = store.accounts().insert(account("", "A1"));

        assertThat(stored.value().id()).isNotEmpty();
        assertThat(store.accounts().find(stored.value().id())).contains(stored);
    }

    @Test
    void ownWritesAreInTheSnapshotWhenTheWriteReturns() {
        var changes = new CopyOnWriteArrayList<ConfigChange>();
        store.feed().subscribe(changes::add);
        long before = store.feed().current().revision();

        store.accounts().insert(account("1", "A1"));
        assertThat(store.feed().current().accounts()).containsOnlyKeys(A1);
        store.accounts().update("1", account("1", "A2"), 1L);
        assertThat(store.feed().current().accounts()).containsOnlyKeys(new AccountId("acme.example", "A2"));
        store.accounts().delete("1", 2L);
        assertThat(store.feed().current().accounts()).isEmpty();

        assertThat(store.feed().current().revision()).isEqualTo(before + 3);
        assertThat(changes)
                .extracting(ConfigChange::accounts)
                .containsExactly(
                        Set.of(A1),
                        Set.of(A1, new AccountId("acme.example", "A2")),
                        Set.of(new AccountId("acme.example", "A2")));
    }

    @Test
    void aClosedSubscriptionHearsNothing() throws Exception {
        var changes = new CopyOnWriteArrayList<ConfigChange>();
        store.feed().subscribe(changes::add).close();

        store.accounts().insert(account("1", "A1"));

        assertThat(changes).isEmpty();
    }

    @Test
    void refusesASecondAccountWithTheSameCodeInTheDomain() {
        store.accounts().insert(account("1", "A1"));
        store.accounts().insert(account("2", "A2"));

        assertThatThrownBy(() -> store.accounts().insert(account("3", "A1")))
                .isInstanceOfSatisfying(
                        Duplicate.class, e -> assertThat(e.field()).isEqualTo("code"));
        assertThatThrownBy(() -> store.accounts().update("2", account("2", "A1"), null))
                .isInstanceOfSatisfying(
                        Duplicate.class, e -> assertThat(e.field()).isEqualTo("code"));
        assertThatThrownBy(() -> store.accounts().insert(account("1", "A9")))
                .isInstanceOfSatisfying(
                        Duplicate.class, e -> assertThat(e.field()).isEqualTo("id"));
        assertThatThrownBy(() -> store.domains().insert(ACME))
                .isInstanceOfSatisfying(
                        Duplicate.class, e -> assertThat(e.field()).isEqualTo("d"));
        assertThat(store.accounts().list(new ListQuery(null, null, 10, 0)).total())
                .isEqualTo(2);
    }

    @Test
    void refusesToOverwriteWhatSomebodyElseWrote() {
        store.accounts().insert(account("1", "A1"));
        store.accounts().update("1", account("1", "A1"), 1L);

        assertThatThrownBy(() -> store.accounts().update("1", account("1", "A1"), 1L))
                .isInstanceOf(VersionConflict.class)
                .hasMessageContaining("version 2");
        assertThatThrownBy(() -> store.accounts().delete("1", 1L)).isInstanceOf(VersionConflict.class);
        assertThat(store.accounts().update("1", account("1", "A1"), null).version())
                .isEqualTo(3);
    }

    @Test
    void refusesWhatHasNoPlace() {
        assertThatThrownBy(() -> store.accounts().update("none", account("none", "A1"), null))
                .isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> store.routes().delete("none", null)).isInstanceOf(NotFound.class);
        store.domains().delete(ACME.d(), null);
        assertThatThrownBy(() -> store.accounts().insert(account("1", "A1")))
                .isInstanceOf(NotFound.class)
                .hasMessageContaining("no domain acme.example");
    }

    @Test
    void keepsADomainThatIsStillNeeded() {
        store.accounts().insert(account("1", "A1"));

        assertThatThrownBy(() -> store.domains().delete(ACME.d(), null))
                .isInstanceOf(StillReferenced.class)
                .hasMessageContaining("1 provider");
    }

    @Test
    void listsInOrderAndFindsByTextInKeyFields() {
        store.domains().insert(new Domain("other.example", "100% other"));
        for (var code : List.of("B", "C", "A")) store.accounts().insert(account("id" + code, code));

        assertThat(store.accounts().list(new ListQuery(ACME.d(), null, 2, 1)).items())
                .extracting(stored -> stored.value().code())
                .containsExactly("B", "C");
        assertThat(store.accounts().list(new ListQuery(ACME.d(), "ub", 10, 0)).items())
                .extracting(stored -> stored.value().code())
                .containsExactly("B");
        assertThat(store.accounts()
                        .list(new ListQuery("other.example", null, 10, 0))
                        .total())
                .isZero();
        assertThat(store.domains().list(new ListQuery(null, "0%", 10, 0)).items())
                .extracting(stored -> stored.value().d())
                .containsExactly("other.example");
        assertThat(store.domains().list(new ListQuery(null, "_", 10, 0)).total())
                .isZero();
    }

    @Test
    void keepsNoPasswordInClear() throws SQLException {
        store.accounts().insert(account("1", "A1"));

        try (var connection = store.dataSource().getConnection();
                var rows = connection.createStatement().executeQuery("SELECT doc, pwd FROM esg_account")) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.getString("doc")).doesNotContain("geheim").doesNotContain("pwd");
            assertThat(rows.getString("pwd")).startsWith("v1:").doesNotContain("geheim");
        }
        assertThat(folder.resolve("secret.key")).isNotEmptyFile();
    }

    @Test
    void anotherNodeSeesAChangeWithinASecond() throws StartFailure {
        try (var other = Store.open(settings)) {
            store.accounts().insert(account("1", "A1"));
            Awaitility.await()
                    .atMost(Duration.ofSeconds(1))
                    .untilAsserted(
                            () -> assertThat(other.feed().current().accounts()).containsOnlyKeys(A1));

            store.accounts().delete("1", null);
            store.accounts().insert(account("2", "A2"));
            store.routes().insert(route("r1", 1));
            Awaitility.await().atMost(Duration.ofSeconds(1)).untilAsserted(() -> {
                assertThat(other.feed().current()).isEqualTo(store.feed().current());
                assertThat(other.feed().current().routesOf(ACME.d())).hasSize(1);
            });
        }
    }

    @Test
    void aRowNobodyCanReadLeavesTheOthersInForce() throws SQLException {
        store.accounts().insert(account("1", "A1"));
        try (var connection = store.dataSource().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("UPDATE esg_account SET doc = '{}', revision = revision + 1");
        }
        store.accounts().insert(account("2", "A2"));

        assertThat(store.feed().current().accounts()).containsOnlyKeys(new AccountId("acme.example", "A2"));
    }

    /** PRV-18, A-03: the last version took what is refused now. */
    @Test
    void anAccountOfTheLastVersionWithStunOverTcpIsServedUnpinged() throws SQLException {
        store.accounts().insert(account("1", "A1"));
        try (var connection = store.dataSource().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("UPDATE esg_account SET revision = revision + 1, doc ="
                    + " REPLACE(REPLACE(doc, '\"disabled\"', '\"stun\"'), '\"udp\"', '\"tcp\"')");
        }
        store.accounts().insert(account("2", "A2"));

        var old = Objects.requireNonNull(store.feed().current().accounts().get(A1));
        assertThat(old.transport()).isEqualTo(Transport.TCP);
        assertThat(old.pingmode()).isEqualTo(PingMode.DISABLED);
    }

    @Test
    void severalWritesAreDoneTogetherOrNotAtAll() {
        long before = store.feed().current().revision();
        assertThatThrownBy(() -> store.transactions().inOne(() -> {
                    store.domains().insert(new Domain("other.example", ""));
                    assertThat(store.domains().find("other.example"))
                            .as("seen inside")
                            .isPresent();
                    return store.domains().insert(ACME);
                }))
                .isInstanceOf(Duplicate.class);
        assertThat(store.domains().find("other.example")).isEmpty();

        store.transactions().inOne(() -> {
            store.domains().insert(new Domain("one.example", ""));
            return store.domains().insert(new Domain("two.example", ""));
        });
        assertThat(store.feed().current().domains()).containsKeys("one.example", "two.example");
        assertThat(store.feed().current().revision()).isEqualTo(before + 1);
    }
}
