package esg.sip.stun;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StunMessageTest {
    private static final String TRANSACTION = "b7e7a701bc34d686fa87dfae";

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }

    @Test
    void asksAsRfc5389Says() {
        assertThat(StunMessage.bindingRequest(TRANSACTION)).isEqualTo(bytes("0001 0000 2112a442 " + TRANSACTION));
        assertThat(StunMessage.newTransaction()).hasSize(24).isNotEqualTo(StunMessage.newTransaction());
    }

    /** RFC 5769 §2.2 and §2.3: sample responses, with SOFTWARE, MESSAGE-INTEGRITY and FINGERPRINT around the address. */
    @ParameterizedTest(name = "{1}")
    @CsvSource(delimiter = '|', textBlock = """
        0101003c 2112a442 b7e7a701bc34d686fa87dfae 8022000b7465737420766563746f7220 002000080001a147e112a643 000800142b91f599fd9e90c38c7489f92af9ba53f06be7d7 80280004c07d4c96 | /192.0.2.1:32853
        01010048 2112a442 b7e7a701bc34d686fa87dfae 8022000b7465737420766563746f7220 002000140002a1470113a9faa5d3f179bc25f4b5bed2b9d9 00080014a382954e4be67bf11784c97c8292c275bfe3ed41 80280004c8fb0b4c | /[2001:db8:1234:5678:11:2233:4455:6677]:32853
        0101000c 2112a442 b7e7a701bc34d686fa87dfae 000100080001 13d8 cb007107 | /203.0.113.7:5080
        01010018 2112a442 b7e7a701bc34d686fa87dfae 000400080001 0d96 0a000001 000100080001 13d8 cb007107 | /203.0.113.7:5080
        01010018 2112a442 b7e7a701bc34d686fa87dfae 000100080001 13d8 0a000001 002000080001 32ca ea12d545 | /203.0.113.7:5080
        """)
    void readsWhereWeAreSeen(String hex, String external) {
        var read = StunMessage.read(bytes(hex));
        assertThat(read).isInstanceOfSatisfying(StunMessage.Mapped.class, mapped -> {
            assertThat(mapped.transaction()).isEqualTo(TRANSACTION);
            assertThat(mapped.external()).hasToString(external);
        });
    }

    @Test
    void readsARefusal() {
        assertThat(StunMessage.read(bytes("01110008 2112a442 " + TRANSACTION + " 00090004 00000414")))
                .isEqualTo(new StunMessage.Refused(TRANSACTION, 420));
    }

    @ParameterizedTest
    @CsvSource({
        "''",
        "0101",
        "01010000 2112a443 b7e7a701bc34d686fa87dfae", // another cookie
        "00010000 2112a442 b7e7a701bc34d686fa87dfae", // a question
        "01010000 2112a442 b7e7a701bc34d686fa87dfae", // an answer that says nothing
        "0101000c 2112a442 b7e7a701bc34d686fa87dfae 00200008 0001 a147", // cut
        "0101000c 2112a442 b7e7a701bc34d686fa87dfae 00200008 0002 a147 e112a643", // IPv6 in four bytes
        "0101000c 2112a442 b7e7a701bc34d686fa87dfae 00200008 0001 2112 e112a643", // port 0
        "01010004 2112a442 b7e7a701bc34d686fa87dfae 0020ffff"
    })
    void passesOverWhatIsNoAnswer(String hex) {
        assertThat(StunMessage.read(bytes(hex))).isNull();
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource({
        "stun.example.com, stun.example.com:3478",
        "192.0.2.1:5000, 192.0.2.1:5000",
        "[2001:db8::1]:5000, [2001:db8::1]:5000",
        "[2001:db8::1], [2001:db8::1]:3478",
        "'', none",
        "a:b, none",
        "a:0, none",
        "a:65536, none",
        "a b, none",
        "2001:db8::1, none",
        "stun:a, none",
        "[a, none"
    })
    void readsServers(String text, String server) {
        assertThat(StunServer.parse(text).map(StunServer::toString).orElse("none"))
                .isEqualTo(server);
    }
}
