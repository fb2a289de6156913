package esg.media.tone;

import esg.media.sdp.Codec;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Says whether a tone is in what was heard, by Goertzel's algorithm over blocks of 200 ms. Fed by one thread, asked by any.
 */
public final class ToneDetector {
    private static final int BLOCK = Rtp.RATE / 5;

    /** Mean square of a sine at -40 dBm0: below it is silence. */
    private static final double SILENCE = 32_767.0 * 32_767 / 2 * Math.pow(10, -43.14 / 10);

    /** Share of all power in a block that a tone must have. */
    private static final double SHARE = 0.5;

    private final int[] frequencies;
    private final double[] factors;
    private final double[] last;
    private final double[] before;
    private final int[] found;
    private double energy;
    private int samples;
    private int loud;
    private volatile Heard heard;

    /** @param hz tones to look for */
    public ToneDetector(int... hz) {
        frequencies = hz.clone();
        factors = Arrays.stream(hz)
                .mapToDouble(each -> 2 * Math.cos(2 * Math.PI * each / Rtp.RATE))
                .toArray();
        last = new double[hz.length];
        before = new double[hz.length];
        found = new int[hz.length];
        heard = new Heard(Kind.SILENCE, 0);
    }

    /** What there was most of. */
    public enum Kind {
        SILENCE,
        /** Something, but none of the tones. */
        SOUND,
        TONE
    }

    /** What was heard; {@code hz} of the tone, 0 without one. */
    public record Heard(Kind kind, int hz) {}

    /** So far. Any thread. */
    public Heard heard() {
        return heard;
    }

    void take(Codec codec, ByteBuffer from, int start, int length) {
        for (int i = start; i < start + length; i++) {
            double sample = G711.decode(codec, from.get(i));
            energy += sample * sample;
            for (int f = 0; f < factors.length; f++) {
                double now = sample + factors[f] * last[f] - before[f];
                before[f] = last[f];
                last[f] = now;
            }
            if (++samples == BLOCK) endBlock();
        }
    }

    private void endBlock() {
        if (energy / BLOCK >= SILENCE) {
            loud++;
            for (int f = 0; f < factors.length; f++) {
                double power = last[f] * last[f] + before[f] * before[f] - factors[f] * last[f] * before[f];
                if (2 * power / BLOCK >= SHARE * energy) found[f]++; // a pure tone: power = energy * BLOCK / 2
            }
        }
        Arrays.fill(last, 0);
        Arrays.fill(before, 0);
        energy = 0;
        samples = 0;
        heard = judge();
    }

    /** The tone in most of the blocks that were not silent. */
    private Heard judge() {
        if (loud == 0) return new Heard(Kind.SILENCE, 0);
        int best = 0;
        for (int f = 1; f < found.length; f++) if (found[f] > found[best]) best = f;
        boolean tone = found.length > 0 && 2 * found[best] > loud;
        return tone ? new Heard(Kind.TONE, frequencies[best]) : new Heard(Kind.SOUND, 0);
    }
}
