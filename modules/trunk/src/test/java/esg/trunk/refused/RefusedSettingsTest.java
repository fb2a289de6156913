package esg.trunk.refused;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RefusedSettingsTest {
    private static RefusedSettings settings(String changed) {
        return RefusedSettings.from(ConfigFactory.parseString(changed).withFallback(ConfigFactory.load()));
    }

    @Test
    void defaultsKeepAThousand() {
        assertThat(settings("")).isEqualTo(new RefusedSettings(1000, 8192));
        assertThat(settings("esg.trunk.refused { keep = 0, packet-bytes = 4 KiB }"))
                .isEqualTo(new RefusedSettings(0, 4096));
    }

    @ParameterizedTest
    @ValueSource(strings = {"esg.trunk.refused.keep = -1", "esg.trunk.refused.packet-bytes = 10"})
    void namesTheKeyThatIsWrong(String wrong) {
        assertThatThrownBy(() -> settings(wrong)).hasMessageContaining(wrong.substring(0, wrong.indexOf(' ')));
    }
}
