package esg.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import esg.domain.config.RepositoryFailure.Duplicate;
import esg.domain.config.RepositoryFailure.StillReferenced;
import esg.domain.subscriber.Aor;
import esg.domain.subscriber.Binding;
import esg.domain.subscriber.Subscriber;
import esg.domain.subscriber.SubscriberForm;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Subscribers and where they are (PRV-07), on both databases. */
class SubscribersTest extends BothDatabases {
    private static final Aor ALICE = new Aor("acme.example", "alice");

    @BeforeEach
    void makeDomain() {
        store.domains().insert(Documents.ACME);
    }

    private static Subscriber subscriber(String id, String user, String number) {
        return SubscriberForm.read(Map.of("id", id, "d", ALICE.d(), "user", user, "pwd", "geheim", "number", number))
                .orThrow();
    }

    private static Binding binding(String key, String callId, long cseq, long expiresAt) {
        return new Binding(
                ALICE,
                key,
                "sip:alice@1.2.3.4",
                700,
                callId,
                cseq,
                expiresAt,
                1_000,
                List.of("sip:p1;lr", "sip:p2;lr"),
                "phone ü",
                new Binding.Place("n1", "udp:127.0.0.1:5060", "tcp", "1.2.3.4:5", true));
    }

    @Test
    void areKeptWithTheirPasswordsEncryptedAndSeenByCalls() throws Exception {
        store.subscribers().insert(subscriber("1", "alice", "200"));
        try (var connection = store.dataSource().getConnection();
                var rows = connection.createStatement().executeQuery("SELECT doc, pwd FROM esg_subscriber")) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.getString("doc")).doesNotContain("geheim");
            assertThat(rows.getString("pwd")).startsWith("v1:").doesNotContain("geheim");
        }
        store.close();
        store = Store.open(settings);
        assertThat(store.feed().current().subscribersOf(ALICE.d()).find("200"))
                .contains(subscriber("1", "alice", "200"));
        assertThatThrownBy(() -> store.domains().delete(ALICE.d(), null)).isInstanceOf(StillReferenced.class);
        store.subscribers().delete("1", null);
        assertThat(store.feed().current().subscribersOf(ALICE.d()).find("200")).isEmpty();
    }

    @Test
    void shareNeitherUserNorNumber() {
        store.subscribers().insert(subscriber("1", "alice", "200"));
        store.subscribers().insert(subscriber("2", "bob", ""));
        store.subscribers().insert(subscriber("3", "carol", ""));
        assertThatThrownBy(() -> store.subscribers().insert(subscriber("4", "alice", "")))
                .isInstanceOfSatisfying(
                        Duplicate.class, e -> assertThat(e.field()).isEqualTo("user"));
        assertThatThrownBy(() -> store.subscribers().update("2", subscriber("2", "bob", "200"), null))
                .isInstanceOfSatisfying(
                        Duplicate.class, e -> assertThat(e.field()).isEqualTo("number"));
    }

    @Test
    void bindingsAreTheSameWhenTheyComeBack() {
        var bindings = List.of(binding("a", "c", 1, 5_000), binding("b", "c", 1, 5_000));
        store.bindings().keep(bindings);
        var read = store.bindings().since(0);
        assertThat(read.bindings()).containsExactlyInAnyOrderElementsOf(bindings);
        assertThat(store.bindings().since(read.revision()).bindings()).isEmpty();
        store.bindings().keep(List.of(binding("b", "c", 2, 6_000)));
        assertThat(store.bindings().since(read.revision()).bindings()).containsExactly(binding("b", "c", 2, 6_000));
    }

    /** Two nodes that write the same contact: the state that supersedes the other stands, whoever comes last. */
    @Test
    void anOlderStateDoesNotReplaceANewerOne() {
        store.bindings().keep(List.of(binding("a", "c", 7, 9_000)));
        store.bindings().keep(List.of(binding("a", "c", 6, 8_000)));
        assertThat(store.bindings().since(0).bindings()).containsExactly(binding("a", "c", 7, 9_000));
    }

    @Test
    void forgetsWhatIsLongOver() {
        store.bindings().keep(List.of(binding("a", "c", 1, 5_000), binding("b", "c", 1, 9_000)));
        assertThat(store.bindings().forget(8_000)).isEqualTo(1);
        assertThat(store.bindings().since(0).bindings()).containsExactly(binding("b", "c", 1, 9_000));
    }

    @Test
    void keysForOnePurposeAreTheSameOverARestartAndOtherThanOthers() throws StartFailure {
        var key = store.derivedKey("a");
        assertThat(store.derivedKey("b")).hasSize(32).isNotEqualTo(key);
        store.close();
        store = Store.open(settings);
        assertThat(store.derivedKey("a")).isEqualTo(key);
    }
}
