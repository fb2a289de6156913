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
        return Arbitraries.lazyOf(
                () -> Arbitraries.longs()
                        .between(-999_999_999_999_999_999L, 999_999_999_999_999_999L)
                        .map(Whole::new),
                () -> bytes().map(Text::new),
                () -> values().list().ofMaxSize(3).map(Items::new),
                () -> Arbitraries.maps(bytes(), values()).ofMaxSize(3).map(Dictionary::new));
    }

    @Property(tries = 1000)
    void everyValueIsReadAsItWasWritten(@ForAll("values") Value value) {
        var read = Bencode.read(Bencode.write(value), 0);
        if (read.isPresent()) assertThat(read).contains(value);
        else assertThat(depth(value)).as("too deep").isGreaterThan(32);
    }

    private static int depth(Value value) {
        return switch (value) {
            case Whole _, Text _ -> 0;
            case Items(var all) ->
                1 + all.stream().mapToInt(BencodeProperties::depth).max().orElse(0);
            case Dictionary(var all) ->
                1
                        + all.values().stream()
                                .mapToInt(BencodeProperties::depth)
                                .max()
                                .orElse(0);
        };
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
