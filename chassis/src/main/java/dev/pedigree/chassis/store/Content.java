package dev.pedigree.chassis.store;

import com.google.protobuf.ByteString;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.function.Supplier;

/// Bytes to be written: how many, their SHA-256, and where they come from. `open` may be called more than once.
public record Content(Supplier<InputStream> open, long length, Sha256 sha256) {
    public static Content of(byte[] bytes) {
        MessageDigest digest = digest();
        return new Content(() -> new ByteArrayInputStream(bytes), bytes.length, new Sha256(digest.digest(bytes)));
    }

    public static Content of(ByteString bytes) {
        MessageDigest digest = digest();
        bytes.asReadOnlyByteBufferList().forEach(digest::update);
        return of(bytes, new Sha256(digest.digest()));
    }

    /// For bytes that have been hashed already. No copy is made.
    public static Content of(ByteString bytes, Sha256 sha256) {
        return new Content(bytes::newInput, bytes.size(), sha256);
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError(impossible); // every Java has SHA-256
        }
    }
}
