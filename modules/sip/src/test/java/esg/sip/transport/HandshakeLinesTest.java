package esg.sip.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import org.junit.jupiter.api.Test;

class HandshakeLinesTest {
    private long now = 100;
    private final HandshakeLines lines = new HandshakeLines(() -> now);

    private static InetAddress source(int number) {
        return InetAddress.ofLiteral("192.0.2." + number);
    }

    @Test
    void oneALineAMinuteForEachSourceAndTheNextSaysHowManyWereLeftOut() {
        assertThat(lines.take(source(1))).isZero();
        for (int i = 0; i < 5; i++) assertThat(lines.take(source(1))).isNegative();
        assertThat(lines.take(source(2))).isEqualTo(5);
        now += 59;
        assertThat(lines.take(source(1))).isNegative();
        now += 1;
        assertThat(lines.take(source(1))).isEqualTo(1);
    }

    @Test
    void manySourcesShareABound() {
        int told = 0;
        for (int i = 0; i < 200; i++) if (lines.take(source(i)) >= 0) told++;
        assertThat(told).isEqualTo(HandshakeLines.PER_SECOND);
        now++;
        assertThat(lines.take(source(201))).isEqualTo(200 - told);
    }
}
