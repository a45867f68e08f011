package dev.pedigree.bench.artifacts;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
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

    ByteString digest(int index) {
        return digests(index, index + 1);
    }

    /// Digests, one after the other.
    ByteString digests(int from, int to) {
        return UnsafeByteOperations.unsafeWrap(digests, from * Sha256.LENGTH, (to - from) * Sha256.LENGTH);
    }

    void check(ByteString digest, ByteString data) {
        checkSize(data.size());
        MessageDigest sha256 = Sha256.start();
        sha256.update(data.asReadOnlyByteBuffer());
        if (!digest.equals(UnsafeByteOperations.unsafeWrap(sha256.digest()))) {
            throw new IllegalStateException("other bytes came than were asked for");
        }
    }

    void checkSize(long actual) {
        if (actual != size) {
            throw new IllegalStateException("%d bytes came, not %d".formatted(actual, size));
        }
    }
}
