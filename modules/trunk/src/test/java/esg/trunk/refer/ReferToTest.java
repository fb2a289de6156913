package esg.trunk.refer;

import static org.assertj.core.api.Assertions.assertThat;

import esg.domain.Rejection;
import esg.sip.message.MessageBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whom a REFER names. */
class ReferToTest {
    private static ReferTo read(String value) {
        return ReferTo.read(MessageBuilder.request("REFER", "sip:us")
                .header("Refer-To", value)
                .buildRequest());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "<sip:300@h>, 300, h, sip:300@h",
        "sip:300@h, 300, h, sip:300@h",
        "\"Bob\" <sip:300@h:5070;transport=tcp;method=INVITE>, 300, h, sip:300@h:5070;transport=tcp",
        "<sip:%2B300@h?Subject=x>, +300, h, sip:%2B300@h",
        "<tel:+49-30-1(2)>, +493012, '', ''"
    })
    void namesSomebody(String value, String user, String host, String uri) {
        assertThat(read(value)).isEqualTo(new ReferTo.Callee(user, host, uri, null));
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource({
        "<https://h/x>, UNSUPPORTED_SCHEME",
        "<tel:abc>, UNSUPPORTED_SCHEME",
        "<sip:300@h;method=BYE>, REFER_TO_METHOD",
        "'<sip:1@h>, <sip:2@h>', BAD_REQUEST"
    })
    void namesNobody(String value, Rejection why) {
        assertThat(read(value)).isEqualTo(new ReferTo.Refused(why));
    }

    @Test
    void mayNameADialogToReplace() {
        var value = "<sip:300@h?Subject=x&Replaces=a%40b%3Bto-tag%3D1%3Bfrom-tag%3D2>";
        assertThat(read(value))
                .isInstanceOfSatisfying(
                        ReferTo.Callee.class,
                        callee -> assertThat(callee.replaces()).isEqualTo(new Replaces("a@b", "1", "2", false)));
        assertThat(Replaces.read("a@b;from-tag=2;early-only;to-tag=1")).isEqualTo(new Replaces("a@b", "1", "2", true));
        assertThat(Replaces.read("a@b;to-tag=1")).isNull();
    }
}
