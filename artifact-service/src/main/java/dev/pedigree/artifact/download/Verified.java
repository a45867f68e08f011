package dev.pedigree.artifact.download;

import com.google.protobuf.ByteString;
import dev.pedigree.artifact.blob.Blob;
import dev.pedigree.artifact.blob.Hasher;
import java.util.Optional;

/// Makes bytes of what is stored, if they are what they were.
final class Verified {
    private Verified() {}

    static Optional<ByteString> decode(Blob blob, ByteString stored) {
        return blob.location()
                .encoding()
                .decode(stored, Math.toIntExact(blob.size()))
                .filter(bytes -> Hasher.hash(bytes).equals(blob.digest()));
    }
}
