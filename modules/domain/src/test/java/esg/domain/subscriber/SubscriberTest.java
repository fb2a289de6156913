package esg.domain.subscriber;

import static org.assertj.core.api.Assertions.assertThat;

import esg.domain.form.Checked;
import esg.domain.form.FieldError;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** PRV-07, SLF-01. */
class SubscriberTest {
    private static Map<String, Object> document(String field, Object value) {
        var doc = new HashMap<String, Object>(
                Map.of("d", "a.example", "user", "alice", "pwd", "geheim", "number", "200"));
        doc.put(field, value);
        return doc;
    }

    private static Subscriber subscriber(String user, String number) {
        return SubscriberForm.read(Map.of("d", "a.example", "user", user, "pwd", "x", "number", number))
                .orThrow();
    }

    @Test
    void isWrittenWithoutItsPassword() {
        var alice = SubscriberForm.read(document("displayname", "Alice")).orThrow();
        assertThat(alice.enabled()).isTrue();
        assertThat(alice.pwd().reveal()).isEqualTo("geheim");
        assertThat(SubscriberForm.write(alice))
                .doesNotContainKey("pwd")
                .containsEntry("user", "alice")
                .containsEntry("displayname", "Alice");
    }

    @ParameterizedTest(name = "{0} = {1}: {2}")
    @CsvSource({
        "d, '', is required",
        "user, '', is required",
        "user, a b, may not contain",
        "user, a@b, may not contain",
        "user, '\"', may not contain",
        "pwd, '', is required",
        "number, 2 0, may not contain",
        "number, <200>, may not contain",
        "colour, red, unknown field"
    })
    void refusesNamingTheField(String field, String value, String why) {
        assertThat(errors(document(field, value))).anySatisfy(error -> {
            assertThat(error.field()).isEqualTo(field);
            assertThat(error.message()).contains(why);
        });
    }

    private static List<FieldError> errors(Map<String, Object> doc) {
        return SubscriberForm.read(doc) instanceof Checked.Invalid<Subscriber>(List<FieldError> errors)
                ? errors
                : List.of();
    }

    @ParameterizedTest(name = "{0}/{1} says {2}: calls as {3}")
    @CsvSource({
        "alice, 200, alice, alice",
        "alice, 200, 200, 200",
        "alice, 200, 112, 200",
        "alice, 200, '', 200",
        "alice, '', bob, alice",
        "alice, '', '', alice"
    })
    void callsAsNobodyElse(String user, String number, String said, String as) {
        assertThat(subscriber(user, number).callerUser(said)).isEqualTo(as);
    }

    @Test
    void isFoundByNumberBeforeUser() {
        var book =
                SubscriberBook.of(List.of(subscriber("100", "200"), subscriber("200", ""), subscriber("bob", "300")));
        assertThat(book.find("200")).contains(subscriber("100", "200"));
        assertThat(book.find("100")).contains(subscriber("100", "200"));
        assertThat(book.user("200")).contains(subscriber("200", ""));
        assertThat(book.find("300")).contains(subscriber("bob", "300"));
        assertThat(book.find("")).isEmpty();
    }
}
