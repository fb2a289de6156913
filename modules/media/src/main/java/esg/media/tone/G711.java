package esg.media.tone;

import esg.media.sdp.Codec;

/** ITU-T G.711: a sample of 16 bits as one byte, with fine steps where it is quiet. */
final class G711 {
    private static final int MU_BIAS = 0x84;
    private static final int MU_CLIP = 32_635;
    private static final int A_INVERTED = 0x55;

    private G711() {}

    static byte encode(Codec codec, int sample) {
        return switch (codec) {
            case PCMU -> mu(sample);
            case PCMA -> a(sample);
        };
    }

    static int decode(Codec codec, byte code) {
        return switch (codec) {
            case PCMU -> fromMu(code);
            case PCMA -> fromA(code);
        };
    }

    private static byte mu(int sample) {
        int sign = sample < 0 ? 0x80 : 0;
        int magnitude = Math.min(Math.abs(sample), MU_CLIP) + MU_BIAS;
        int segment = segment(magnitude);
        return (byte) ~(sign | segment << 4 | magnitude >> segment + 3 & 0x0f);
    }

    private static int fromMu(byte code) {
        int bits = ~code & 0xff;
        int magnitude = ((bits & 0x0f) << 3) + MU_BIAS << (bits >> 4 & 7);
        return (bits & 0x80) == 0 ? magnitude - MU_BIAS : MU_BIAS - magnitude;
    }

    private static byte a(int sample) {
        int sign = sample >= 0 ? 0x80 : 0;
        int magnitude = Math.min(sample >= 0 ? sample : ~sample, Short.MAX_VALUE);
        int segment = magnitude < 256 ? 0 : segment(magnitude);
        int step = segment == 0 ? 4 : segment + 3; // the first two segments have the same step
        return (byte) ((sign | segment << 4 | magnitude >> step & 0x0f) ^ A_INVERTED);
    }

    private static int fromA(byte code) {
        int bits = (code ^ A_INVERTED) & 0xff;
        int segment = bits >> 4 & 7;
        int step = (bits & 0x0f) << 4;
        int magnitude = segment == 0 ? step + 8 : step + 0x108 << segment - 1; // the middle of the step
        return (bits & 0x80) == 0 ? -magnitude : magnitude;
    }

    /** By the highest bit: 0 below 256, 1 below 512, to 7. */
    private static int segment(int magnitude) {
        return Math.max(0, 24 - Integer.numberOfLeadingZeros(magnitude));
    }
}
