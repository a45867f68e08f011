package dev.pedigree.artifact.blob;

import java.nio.ByteBuffer;

/// A digest as four words, so that many can be compared without an object for each: it is moved over packed digests.
final class DigestWords {
    private long first;
    private long second;
    private long third;
    private long fourth;

    DigestWords at(ByteBuffer packed, int index) {
        int offset = index * 4 * Long.BYTES;
        first = packed.getLong(offset);
        second = packed.getLong(offset + Long.BYTES);
        third = packed.getLong(offset + 2 * Long.BYTES);
        fourth = packed.getLong(offset + 3 * Long.BYTES);
        return this;
    }

    long first() {
        return first;
    }

    long second() {
        return second;
    }

    long third() {
        return third;
    }

    long fourth() {
        return fourth;
    }
}
