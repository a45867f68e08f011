package dev.pedigree.artifact.pack;

import com.google.protobuf.ByteString;

/// Guesses from a sample whether compressing pays: how often two of its bytes are equal. Among random ones that
/// is one pair in 256; text, tables and weights are far from it. So bytes that are compressed already, or noise,
/// cost less than hashing a few hundred bytes.
final class Compressibility {
    /// Smaller blobs gain less than a header.
    private static final int SMALLEST = 256;

    private static final int STRETCHES = 16;
    private static final int STRETCH = 32;
    private static final int SAMPLE = STRETCHES * STRETCH;

    /// Equal pairs in a whole sample of random bytes are 511, give or take 23.
    private static final long MANY = 900;

    private Compressibility() {}

    static boolean isLikely(ByteString bytes) {
        if (bytes.size() < SMALLEST) {
            return false;
        }
        int[] counts = new int[256];
        int sampled = 0;
        int pairs = 0;
        int step = Math.max(STRETCH, bytes.size() / STRETCHES);
        for (int start = 0; start + STRETCH <= bytes.size() && sampled < SAMPLE; start += step) {
            for (int index = start; index < start + STRETCH; index++) {
                pairs += counts[bytes.byteAt(index) & 0xff]++;
                sampled++;
            }
        }
        return (long) pairs * SAMPLE * SAMPLE > MANY * sampled * sampled;
    }
}
