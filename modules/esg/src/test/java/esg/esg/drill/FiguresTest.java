package esg.esg.drill;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FiguresTest {
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
        ''                        | 0/0/0/0
        7                         | 7/7/7/7
        3 1                       | 1/1/3/3
        5 1 3                     | 1/3/5/5
        10 9 8 7 6 5 4 3 2 1      | 1/5/10/10
        1 1 1 1 1 1 1 1 1 900     | 1/1/900/900
        """)
    void areTimesThatWereMeasured(String times, String text) {
        var measured = Arrays.stream(times.split(" "))
                .filter(time -> !time.isEmpty())
                .map(Long::valueOf)
                .toList();
        assertThat(Figures.of(measured).text()).isEqualTo(text);
        assertThat(Figures.of(measured).count()).isEqualTo(measured.size());
    }

    @Test
    void p95LeavesOutFiveOfAHundred() {
        assertThat(Figures.of(LongStream.rangeClosed(1, 100).boxed().toList()).text())
                .isEqualTo("1/50/95/100");
    }
}
