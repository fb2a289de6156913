package esg.sip.hep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HepSettingsTest {
    private static HepSettings of(String text) {
        var origin = ConfigParseOptions.defaults().setOriginDescription("esg.conf");
        return HepSettings.from(ConfigFactory.parseString(text, origin).withFallback(ConfigFactory.load()));
    }

    @Test
    void copiesNothingUnlessAskedTo() {
        var settings = of("");
        assertThat(settings.servers()).isEmpty();
        assertThat(settings.id()).isEqualTo(2001);
        assertThat(settings.key().isEmpty()).isTrue();
        assertThat(settings.resolve()).isEqualTo(Duration.ofMinutes(1));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
        homer.example.com:9060     | homer.example.com:9060/udp
        192.0.2.7:9060/udp         | 192.0.2.7:9060/udp
        192.0.2.7:9061/tcp         | 192.0.2.7:9061/tcp
        [2001:db8::7]:9060/tcp     | [2001:db8::7]:9060/tcp
        """)
    void readsServers(String text, String read) {
        assertThat(of("esg.hep.servers = [\"" + text + "\"]").servers()).hasToString("[" + read + "]");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
        servers = ["homer"]              | esg.hep.servers | must be host:port, host:port/udp or host:port/tcp, not "homer"
        servers = ["homer:0"]            | esg.hep.servers | not "homer:0"
        servers = ["homer:65536"]        | esg.hep.servers | not "homer:65536"
        servers = ["homer:9060/sctp"]    | esg.hep.servers | not "homer:9060/sctp"
        servers = ["2001:db8::7:9060"]   | esg.hep.servers | not "2001:db8::7:9060"
        servers = ["a:1", "a:1/udp"]     | esg.hep.servers | a:1/udp is there twice
        servers = 7                      | esg.hep.servers | has type NUMBER
        id = -1                          | esg.hep.id      | must be 0 to 4294967295, not -1
        id = 4294967296                  | esg.hep.id      | must be 0 to 4294967295, not 4294967296
        id = seven                       | esg.hep.id      | has type STRING
        queue = 64K                      | esg.hep.queue   | must be from 128K to 1G
        queue = 2G                       | esg.hep.queue   | must be from 128K to 1G
        resolve = 0 s                    | esg.hep.resolve | must be at least 1 s
        """)
    void saysWhatIsWrongWhereAndWhy(String text, String key, String reason) {
        assertThatThrownBy(() -> of("esg.hep { " + text + " }"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("esg.conf: 1")
                .hasMessageContaining(key)
                .hasMessageContaining(reason);
    }

    @Test
    void aKeyIsNotTooLongForAChunk() {
        assertThatThrownBy(() -> of("esg.hep.key = " + "k".repeat(257)))
                .hasMessageContaining("esg.hep.key")
                .hasMessageContaining("256");
        assertThat(of("esg.hep.key = s3cret")).asString().doesNotContain("s3cret");
    }
}
