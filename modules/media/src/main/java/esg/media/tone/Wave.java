package esg.media.tone;

import esg.media.sdp.Codec;
import java.nio.ByteBuffer;

/** A steady tone, coded beforehand: a second of it, in which any whole number of Hz ends where it began. */
final class Wave {
    private static final int FRAMES = Rtp.RATE / Rtp.SAMPLES;

    /** Of a sine at -10 dBm0, loud and clear; the largest G.711 can say is +3.14 dBm0. */
    private static final double AMPLITUDE = 32_767 * Math.pow(10, -13.14 / 20);

    private final byte[] coded = new byte[Rtp.RATE];

    Wave(Codec codec, int hz) {
        for (int i = 0; i < coded.length; i++) {
            double sample = AMPLITUDE * Math.sin(2 * Math.PI * hz * i / Rtp.RATE);
            coded[i] = G711.encode(codec, (int) Math.round(sample));
        }
    }

    /** Puts the frame that follows {@code number - 1}. */
    void put(ByteBuffer into, long number) {
        into.put(coded, (int) Math.floorMod(number, (long) FRAMES) * Rtp.SAMPLES, Rtp.SAMPLES);
    }
}
