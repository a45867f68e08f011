package dev.pedigree.artifact;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import java.util.Random;

/// Bytes that no other test has.
public final class RandomBytes {
    private static final Random RANDOM = new Random();

    private RandomBytes() {}

    /// Random words, which compress.
    static ByteString ofText(int size) {
        StringBuilder text = new StringBuilder();
        while (text.length() < size) {
            text.append("word").append(RANDOM.nextInt(100)).append(' ');
        }
        return ByteString.copyFromUtf8(text.substring(0, size));
    }

    public static ByteString of(int size) {
        byte[] bytes = new byte[size];
        RANDOM.nextBytes(bytes);
        return UnsafeByteOperations.unsafeWrap(bytes);
    }
}
