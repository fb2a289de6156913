package esg.domain.ban;

import static org.assertj.core.api.Assertions.assertThat;

import esg.domain.form.Checked;
import esg.domain.form.FieldError;
import java.net.InetAddress;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** SEC-01. */
class PinnedBanFormTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

    @Test
    void lastsSoManyMinutesFromNow() {
        var ban = PinnedBanForm.asked(Map.of("address", "198.51.100.66", "minutes", 90, "note", "svmap"), NOW)
                .orThrow();
        assertThat(ban.until()).contains(NOW.plusSeconds(5_400));
        assertThat(ban.isOver(NOW.plusSeconds(5_399))).isFalse();
        assertThat(ban.isOver(NOW.plusSeconds(5_400))).isTrue();
        assertThat(PinnedBanForm.read(PinnedBanForm.write(ban))).isEqualTo(new Checked.Valid<>(ban));
    }

    @Test
    void orUntilItIsLifted() {
        var ban = PinnedBanForm.asked(Map.of("address", "2001:db8:0:1::66", "permanent", true), NOW)
                .orThrow();
        assertThat(ban.until()).isEmpty();
        assertThat(ban.id()).as("an IPv6 source is its prefix").isEqualTo("2001:db8:0:1:0:0:0:0/64");
        assertThat(PinnedBanForm.read(PinnedBanForm.write(ban))).isEqualTo(new Checked.Valid<>(ban));
    }

    @ParameterizedTest
    @CsvSource({
        "address, is required, , 5, false",
        "address, 'must be an IPv4 or IPv6 address, not scanner.example', scanner.example, 5, false",
        "address, 'must be an IPv4 or IPv6 address, not 10.0.0.0/8', 10.0.0.0/8, 5, false",
        "minutes, is required unless permanent is true, 198.51.100.66, , false",
        "minutes, must be from 1 to 5270400, 198.51.100.66, 0, false",
        "permanent, cannot be true where minutes are given, 198.51.100.66, 5, true"
    })
    void saysWhichFieldIsWrong(String field, String message, String address, Integer minutes, boolean permanent) {
        var doc = new HashMap<String, Object>(Map.of("permanent", permanent));
        if (address != null) doc.put("address", address);
        if (minutes != null) doc.put("minutes", minutes);
        assertThat(PinnedBanForm.asked(doc, NOW))
                .isEqualTo(new Checked.Invalid<>(List.of(new FieldError(field, message))));
    }

    @ParameterizedTest
    @CsvSource({
        "198.51.100.66, 198.51.100.66",
        "2001:db8::1, 2001:db8:0:0:0:0:0:0/64",
        "2001:db8::/64, 2001:db8:0:0:0:0:0:0/64",
        "2001:db8:0:0:0:0:0:0/64, 2001:db8:0:0:0:0:0:0/64"
    })
    void aSourceHasOneName(String text, String name) {
        var key = java.util.Objects.requireNonNull(Sources.read(text));
        assertThat(Sources.text(key)).isEqualTo(name);
        assertThat(Sources.key(key)).isEqualTo(key);
    }

    @Test
    void allAddressesOfAPrefixAreOneSource() {
        var one = InetAddress.ofLiteral("2001:db8:0:1::1");
        var other = InetAddress.ofLiteral("2001:db8:0:1:ffff::2");
        assertThat(Sources.key(one)).isEqualTo(Sources.key(other));
        assertThat(Sources.key(one)).isNotEqualTo(Sources.key(InetAddress.ofLiteral("2001:db8:0:2::1")));
    }
}
