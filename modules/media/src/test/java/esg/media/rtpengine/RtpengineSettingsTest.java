package esg.media.rtpengine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RtpengineSettingsTest {
    private static Config with(String text) {
        return ConfigFactory.parseString(text).withFallback(ConfigFactory.defaultReference());
    }

    @Test
    void readsEnginesAndDefaults() {
        var settings = RtpengineSettings.from(with("esg.roles.bgmg.rtpengine = [\"127.0.0.1:2223\", \"[::1]:2224\"]"));
        assertThat(settings.engines())
                .containsExactly(
                        new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 2223),
                        new InetSocketAddress(InetAddress.ofLiteral("::1"), 2224));
        assertThat(settings.silence()).isEqualTo(Duration.ofMinutes(1));
        assertThat(settings.dials()).isFalse();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
        esg.roles.bgmg.rtpengine = ["127.0.0.1"]       | esg.roles.bgmg.rtpengine
        esg.roles.bgmg.rtpengine = ["127.0.0.1:0"]     | esg.roles.bgmg.rtpengine
        esg.roles.bgmg.rtpengine = ["127.0.0.1:70000"] | esg.roles.bgmg.rtpengine
        esg.roles.bgmg.rtpengine = ["a b:1"]           | esg.roles.bgmg.rtpengine
        esg.media.rtpengine.ping = 0 s                 | esg.media.rtpengine.ping
        esg.media.rtpengine.patience = -1 s            | esg.media.rtpengine.patience
        esg.media.relay.timeout = -1 s                 | esg.media.relay.timeout
        """)
    void whatIsWrongIsNamed(String text, String key) {
        var config = with(text).withFallback(ConfigFactory.parseString("esg.roles.bgmg.rtpengine = []"));
        assertThatThrownBy(() -> RtpengineSettings.from(config))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(key);
    }
}
