package esg.media.tone;

import static org.assertj.core.api.Assertions.assertThat;

import esg.media.sdp.Codec;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class G711Test {
    /** From the tables of ITU-T G.711, scaled to 16 bits. */
    @ParameterizedTest(name = "{0} of {1} is {2}")
    @CsvSource({
        "PCMU, 0, 0xff", "PCMU, 32767, 0x80", "PCMU, -32768, 0x00", "PCMU, 1000, 0xce", "PCMU, -1000, 0x4e",
        "PCMA, 0, 0xd5", "PCMA, -1, 0x55", "PCMA, 32767, 0xaa", "PCMA, -32768, 0x2a", "PCMA, 1000, 0xfa"
    })
    void codesAsTheTablesSay(Codec codec, int sample, String code) {
        assertThat(G711.encode(codec, sample) & 0xff).isEqualTo(Integer.decode(code));
    }

    @ParameterizedTest
    @EnumSource(Codec.class)
    void whatComesBackIsAsNearAsAStep(Codec codec) {
        for (int sample = -32_000; sample <= 32_000; sample += 7) {
            int back = G711.decode(codec, G711.encode(codec, sample));
            assertThat(Math.abs(back - sample))
                    .as("%d came back as %d", sample, back)
                    .isLessThanOrEqualTo(8 + Math.abs(sample) / 32);
        }
    }

    @ParameterizedTest
    @EnumSource(Codec.class)
    void everyCodeIsItselfAgain(Codec codec) {
        for (int code = 0; code < 256; code++) {
            int sample = G711.decode(codec, (byte) code);
            if (sample == 0) continue; // mu-law has two zeros
            assertThat(G711.encode(codec, sample)).isEqualTo((byte) code);
        }
    }
}
