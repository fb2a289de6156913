package esg.media.rtpengine;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import esg.media.rtpengine.Value.Dictionary;
import esg.media.rtpengine.Value.Items;
import esg.media.rtpengine.Value.Text;
import esg.media.rtpengine.Value.Whole;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BencodeTest {
    private static Dictionary example() {
        Map<String, Value> entries = new LinkedHashMap<>();
        entries.put("result", new Text("ok"));
        entries.put("created", new Whole(-3));
        entries.put("flags", Items.of("a b", ""));
        entries.put("tags", new Dictionary(Map.of("é", new Items(List.of(new Whole(0), Dictionary.EMPTY)))));
        return new Dictionary(entries);
    }

    @Test
    void writesKeysInTheOrderTheyWereGiven() {
        assertThat(new String(Bencode.write(example()), ISO_8859_1))
                .isEqualTo("d6:result2:ok7:createdi-3e5:flagsl3:a b0:e4:tagsd1:éli0edeeee");
    }

    @Test
    void readsWhatItWrites() {
        assertThat(Bencode.read(Bencode.write(example()), 0)).contains(example());
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', nullValues = "nothing", textBlock = """
            nothing     | nothing at all
            i12         | a number that does not end
            ie          | a number without digits
            i-e         | a sign without digits
            i1x2e       | a letter in a number
            i1234567890123456789e | a number too large for us
            5:abc       | a text shorter than it says
            99999999999:abc | a text longer than memory
            -1:a        | a negative length
            :a          | no length
            5           | a length and no text
            l           | a list that does not end
            li1e        | a list that does not end after an element
            d           | a dictionary that does not end
            d1:a        | a key without a value
            di1ei2ee    | a key that is no text
            d1:ai1e1:be | the last key without a value
            i1ei2e      | two values
            i1e1        | a value and something after it
            x           | no value
            """)
    void whatIsNoBencodeIsNoValue(String text, String why) {
        assertThat(Bencode.read((text == null ? "" : text).getBytes(ISO_8859_1), 0))
                .as(why)
                .isEmpty();
    }

    @Test
    void nestingWithoutEndIsNoValue() {
        assertThat(Bencode.read("l".repeat(60_000).getBytes(ISO_8859_1), 0)).isEmpty();
        assertThat(Bencode.read(("l".repeat(60_000) + "e".repeat(60_000)).getBytes(ISO_8859_1), 0))
                .isEmpty();
    }

    @Test
    void beginsWhereItIsTold() {
        assertThat(Bencode.read("cookie i7e".getBytes(ISO_8859_1), 7)).contains(new Whole(7));
    }

    @Test
    void whatIsMissingOrOfAnotherKindReadsAsEmpty() {
        assertThat(example().text("created")).isEmpty();
        assertThat(example().number("result")).isZero();
        assertThat(example().dictionary("nothing")).isEqualTo(Dictionary.EMPTY);
        assertThat(example().items("result").all()).isEmpty();
        assertThat(example().dictionaries("flags")).isEmpty();
    }
}
