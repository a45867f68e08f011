package dev.pedigree.artifact.blob;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.stream.IntStream;

/// The digests of a project, blurred to two bytes each: what it does not know was never added, what it knows
/// probably was (a Bloom filter of blocks of 512 bits, one bit in each of their words).
final class DigestFilter {
    private static final int WORDS = 8;
    private static final int BITS_EACH = 16;

    private final long[] words;
    private final long most;
    private final ReadWriteLock lock = new ReentrantReadWriteLock();
    private final AtomicLong count = new AtomicLong();

    /// @param most digests it is made for; with more of them it is wrong too often
    DigestFilter(long most) {
        this.most = most;
        this.words = new long[Math.toIntExact(Math.ceilDiv(most * BITS_EACH, Long.SIZE * WORDS) * WORDS)];
    }

    static long bytes(long most) {
        return most * BITS_EACH / Byte.SIZE;
    }

    void addAll(ByteBuffer packed, int number) {
        count.addAndGet(number);
        DigestWords words = new DigestWords();
        lock.writeLock().lock();
        try {
            for (int index = 0; index < number; index++) {
                add(words.at(packed, index));
            }
        } finally {
            lock.writeLock().unlock();
        }
    }

    /// Those of `places` in `packed` whose digest it may have.
    int[] those(ByteBuffer packed, int[] places) {
        DigestWords words = new DigestWords();
        lock.readLock().lock();
        try {
            return IntStream.of(places)
                    .filter(place -> mayHave(words.at(packed, place)))
                    .toArray();
        } finally {
            lock.readLock().unlock();
        }
    }

    boolean isFull() {
        return count.get() > most;
    }

    private void add(DigestWords digest) {
        int block = block(digest);
        for (int word = 0; word < WORDS; word++) {
            words[block + word] |= bit(digest, word);
        }
    }

    private boolean mayHave(DigestWords digest) {
        int block = block(digest);
        for (int word = 0; word < WORDS; word++) {
            if ((words[block + word] & bit(digest, word)) == 0) {
                return false;
            }
        }
        return true;
    }

    /// Digests are random already, so their words serve as hashes.
    private int block(DigestWords digest) {
        return (int) (((digest.third() >>> 32) * (words.length / WORDS)) >>> 32) * WORDS;
    }

    private static long bit(DigestWords digest, int word) {
        return 1L << (digest.fourth() >>> (6 * word));
    }
}
