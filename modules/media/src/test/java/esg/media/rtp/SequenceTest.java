package esg.media.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SequenceTest {
    @ParameterizedTest(name = "{0}: {1} lost, {2}")
    @CsvSource(delimiter = '|', textBlock = """
        1 2 3             | 0 | in order
        1 2 5             | 2 | a gap
        1 3 2 4           | 0 | out of order
        65534 65535 0 1   | 0 | numbers begin again
        65534 0 1         | 1 | a gap where they do
        1 2 2 3           | 0 | one twice
        1 2 40000 40001   | 0 | the sender began anew
        """)
    void countsWhatIsMissing(String numbers, long lost, String why) {
        var sequence = new Sequence();
        Arrays.stream(numbers.split(" ")).mapToInt(Integer::parseInt).forEach(sequence::took);
        assertThat(sequence.lost()).as(why).isEqualTo(lost);
    }
}
