package esg.store.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import esg.domain.account.Secret;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretCipherTest {
    private final SecretCipher cipher = new SecretCipher(new byte[32]);

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "pässwörd 🔑", "with:colon\"and\\quote"})
    void givesBackWhatWasEncrypted(String password) {
        var text = cipher.encrypt(Secret.of(password), "id1");

        assertThat(cipher.decrypt(text, "id1").reveal()).isEqualTo(password);
    }

    @Test
    void theSamePasswordNeverLooksTheSame() {
        assertThat(cipher.encrypt(Secret.of("x"), "id1")).isNotEqualTo(cipher.encrypt(Secret.of("x"), "id1"));
    }

    @Test
    void refusesATextOfAnotherAccountAnotherKeyOrCutShort() {
        var text = cipher.encrypt(Secret.of("geheim"), "id1");
        var other = new byte[32];
        other[0] = 1;

        assertThatThrownBy(() -> cipher.decrypt(text, "id2")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new SecretCipher(other).decrypt(text, "id1"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> cipher.decrypt("v1:AAAA", "id1")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> cipher.decrypt("geheim", "id1")).isInstanceOf(IllegalArgumentException.class);
    }
}
