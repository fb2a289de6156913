package esg.media.rtpengine;

import static org.assertj.core.api.Assertions.assertThat;

import esg.media.rtpengine.Value.Dictionary;
import esg.media.rtpengine.Value.Items;
import esg.media.rtpengine.Value.Text;
import esg.media.rtpengine.Value.Whole;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class BencodeProperties {
    private static Arbitrary<String> bytes() {
        return Arbitraries.strings().withCharRange((char) 0, (char) 255).ofMaxLength(20);
    }

    @Provide
    Arbitrary<Value> values() {
        return values(3);
    }

    private static Arbitrary<Value> values(int depth) {
        Arbitrary<Value> whole = Arbitraries.longs()
                .between(-999_999_999_999_999_999L, 999_999_999_999_999_999L)
                .map(Whole::new);
        Arbitrary<Value> text = bytes().map(Text::new);
        if (depth == 0) return Arbitraries.oneOf(whole, text);
        Arbitrary<Value> items = values(depth - 1).list().ofMaxSize(3).map(Items::new);
        Arbitrary<Value> dictionary =
                Arbitraries.maps(bytes(), values(depth - 1)).ofMaxSize(3).map(Dictionary::new);
        return Arbitraries.oneOf(whole, text, items, dictionary);
    }

    @Property(tries = 1000)
    void everyValueIsReadAsItWasWritten(@ForAll("values") Value value) {
        assertThat(Bencode.read(Bencode.write(value), 0)).contains(value);
    }

    @Property(tries = 3000)
    void noBytesMakeItFail(@ForAll byte[] bytes) {
        assertThat(Bencode.read(bytes, 0)).isNotNull();
    }

    @Provide
    Arbitrary<String> likely() {
        return Arbitraries.of("d", "l", "e", "i", "1", "2:", "0:", "3:abc", "i7e", "-", ":", "99")
                .list()
                .ofMaxSize(30)
                .map(parts -> String.join("", parts));
    }

    @Property(tries = 3000)
    void norDoesWhatLooksLikeIt(@ForAll("likely") String text) {
        assertThat(Bencode.read(text.getBytes(StandardCharsets.ISO_8859_1), 0)).isNotNull();
    }
}
