package dev.pedigree.bench.artifacts;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.SplittableRandom;

/// Many small files, no two alike, none compressible, hashed beforehand.
///
/// A file is a window of one pool of noise behind its own number, so that any number of them takes little memory.
final class SmallFiles {
    private static final int POOL = 8 << 20;
    private static final int STEP = 4_099; // a prime, so that windows begin anywhere

    private final byte[] pool = new byte[POOL];
    private final int count;
    private final int size;
    private final byte[] digests;

    SmallFiles(int count, int size) {
        this.count = count;
        this.size = size;
        this.digests = new byte[count * Sha256.LENGTH];
        new SplittableRandom(size).nextBytes(pool);
        MessageDigest sha256 = Sha256.start();
        for (int index = 0; index < count; index++) {
            System.arraycopy(sha256.digest(content(index)), 0, digests, index * Sha256.LENGTH, Sha256.LENGTH);
        }
    }

    int count() {
        return count;
    }

    int size() {
        return size;
    }

    byte[] content(int index) {
        byte[] content = new byte[size];
        System.arraycopy(pool, (int) ((long) index * STEP % (POOL - size)), content, 0, size);
        ByteBuffer.wrap(content).putInt(index);
        return content;
    }

    /// All digests, one after the other.
    byte[] digests() {
        return digests;
    }
}
