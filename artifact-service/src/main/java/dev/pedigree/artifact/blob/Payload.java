package dev.pedigree.artifact.blob;

import com.google.protobuf.ByteString;
import dev.pedigree.chassis.store.Content;
import dev.pedigree.chassis.store.Sha256;
import dev.pedigree.lifecycle.Digest;

/// Bytes in memory and what they hash to. Made only where both are known to belong together.
public record Payload(Digest digest, ByteString bytes) {
    public static Payload of(ByteString bytes) {
        return new Payload(Hasher.hash(bytes), bytes);
    }

    /// As the object store takes it, which checks the digest once more.
    public Content content() {
        return Content.of(bytes, new Sha256(digest.bytes()));
    }
}
