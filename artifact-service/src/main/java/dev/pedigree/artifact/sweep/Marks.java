package dev.pedigree.artifact.sweep;

import java.nio.ByteBuffer;
import java.util.concurrent.ThreadLocalRandom;

/// The digests that something lists, as a Bloom filter: what was added is always found, and of what was not, a few in a
/// thousand are too. Those are kept this time and judged anew in the next sweep, which chooses other places.
///
/// Safe for use by several threads as long as all adding comes before all asking.
final class Marks {
    /// Enough for 44 million digests; more of them are found by mistake a little more often.
    private static final long MOST_BITS = 512L << 20;

    private static final long LEAST_BITS = 1 << 16;
    private static final int BITS_EACH = 12;
    private static final int PLACES = 8;

    private final long[] words;
    private final long mask;
    private final long first = ThreadLocalRandom.current().nextLong() | 1;
    private final long second = ThreadLocalRandom.current().nextLong() | 1;

    /// @param expected about how many digests will be added
    Marks(long expected) {
        long wanted = Math.clamp(expected * BITS_EACH, LEAST_BITS, MOST_BITS);
        long bits = Long.highestOneBit(wanted - 1) << 1;
        this.words = new long[Math.toIntExact(bits / Long.SIZE)];
        this.mask = bits - 1;
    }

    synchronized void add(byte[] digest) {
        long place = start(digest);
        long step = step(digest);
        for (int count = 0; count < PLACES; count++) {
            long bit = place & mask;
            words[(int) (bit >>> 6)] |= 1L << bit;
            place += step;
        }
    }

    boolean mayContain(byte[] digest) {
        long place = start(digest);
        long step = step(digest);
        for (int count = 0; count < PLACES; count++) {
            long bit = place & mask;
            if ((words[(int) (bit >>> 6)] & 1L << bit) == 0) {
                return false;
            }
            place += step;
        }
        return true;
    }

    private long start(byte[] digest) {
        return mixed(ByteBuffer.wrap(digest).getLong(0) * first);
    }

    private long step(byte[] digest) {
        return mixed(ByteBuffer.wrap(digest).getLong(Long.BYTES) * second) | 1;
    }

    private static long mixed(long number) {
        long mixed = (number ^ number >>> 32) * 0x9e37_79b9_7f4a_7c15L;
        return mixed ^ mixed >>> 29;
    }
}
