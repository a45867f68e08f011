package dev.pedigree.chassis.store;

import com.google.protobuf.ByteString;
import java.util.Base64;

/// A SHA-256 as 32 bytes.
public record Sha256(ByteString bytes) {
    private static final int LENGTH = 32;

    public Sha256 {
        if (bytes.size() != LENGTH) {
            throw new IllegalArgumentException("a SHA-256 has " + LENGTH + " bytes, not " + bytes.size());
        }
    }

    public Sha256(byte[] bytes) {
        this(ByteString.copyFrom(bytes));
    }

    String base64() {
        return Base64.getEncoder().encodeToString(bytes.toByteArray());
    }
}
