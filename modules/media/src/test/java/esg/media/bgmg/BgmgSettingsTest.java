package esg.media.bgmg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BgmgSettingsTest {
    private static BgmgSettings with(String line) {
        return BgmgSettings.from(ConfigFactory.parseString(line).withFallback(ConfigFactory.defaultReference()));
    }

    @Test
    void hasDefaults() {
        var settings = with("");
        assertThat(settings.timeout()).isEqualTo(Duration.ofMinutes(1));
        assertThat(settings.oneWayAfter()).isEqualTo(Duration.ofSeconds(5));
        assertThat(settings.workers()).isPositive();
        assertThat(settings.trafficClass()).as("expedited forwarding").isEqualTo(0xb8);
    }

    @ParameterizedTest
    @ValueSource(strings = {"timeout=-1s", "one-way-after=-1s", "workers=-1", "workers=9999", "dscp=64", "dscp=-1"})
    void namesTheKeyThatIsWrong(String line) {
        assertThatThrownBy(() -> with("esg.media.relay." + line))
                .isInstanceOf(ConfigException.BadValue.class)
                .hasMessageContaining("esg.media.relay." + line.substring(0, line.indexOf('=')));
    }
}
