package dev.pedigree.artifact.blob;

import com.google.protobuf.ByteOutput;
import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import dev.pedigree.lifecycle.Digest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;

/// SHA-256 over bytes that pass by, without copying them. For one use by one thread.
public final class Hasher {
    private final MessageDigest sha256 = Digest.sha256();
    private long count;

    public static Digest hash(ByteString bytes) {
        return new Hasher().update(bytes).finish();
    }

    public Hasher update(ByteString bytes) {
        try {
            UnsafeByteOperations.unsafeWriteTo(bytes, new Intake());
            count += bytes.size();
            return this;
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /// How many bytes have passed by.
    public long count() {
        return count;
    }

    public Digest finish() {
        return Digest.of(sha256.digest());
    }

    private final class Intake extends ByteOutput {
        @Override
        public void write(byte value) {
            sha256.update(value);
        }

        @Override
        public void write(byte[] value, int offset, int length) {
            sha256.update(value, offset, length);
        }

        @Override
        public void writeLazy(byte[] value, int offset, int length) {
            write(value, offset, length);
        }

        @Override
        public void write(ByteBuffer value) {
            sha256.update(value);
        }

        @Override
        public void writeLazy(ByteBuffer value) {
            write(value);
        }
    }
}
