package esg.trunk.registration;

import static java.nio.charset.StandardCharsets.UTF_8;

import esg.domain.account.AccountId;
import esg.domain.account.Secret;
import esg.domain.account.Transport;
import esg.sip.message.MessageParser;
import esg.sip.message.ParseResult.Parsed;
import esg.sip.message.SipResponse;

/** Messages and accounts of the tests here. */
final class Texts {
    private Texts() {}

    /** A response to REGISTER with these fields beside the mandatory ones; " | " divides lines. */
    static SipResponse response(String status, String fields) {
        var more = fields.isEmpty() ? "" : fields.replace(" | ", "\r\n") + "\r\n";
        var text =
                "SIP/2.0 " + status + "\r\nVia: SIP/2.0/UDP 192.0.2.1:5080;branch=z9hG4bK1\r\nFrom: <sip:a@b>;tag=1\r\n"
                        + "To: <sip:a@b>;tag=2\r\nCall-ID: c\r\nCSeq: 1 REGISTER\r\n" + more + "\r\n";
        if (MessageParser.parse(text.getBytes(UTF_8)) instanceof Parsed(SipResponse response)) return response;
        throw new IllegalArgumentException(text);
    }

    /** The account of the original's sample. */
    static Registrant sample(String proxyaddr, int proxyport, Transport transport) {
        return new Registrant(
                new AccountId("test.okteller.ru", "pbx2"),
                "provider",
                Secret.of("secret"),
                "test.okteller.ru",
                proxyaddr,
                proxyport,
                transport,
                3600,
                "");
    }
}
