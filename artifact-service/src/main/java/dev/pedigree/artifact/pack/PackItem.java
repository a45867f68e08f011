package dev.pedigree.artifact.pack;

import static java.util.Objects.requireNonNull;

import com.google.protobuf.ByteString;
import dev.pedigree.artifact.blob.Encoding;
import dev.pedigree.artifact.blob.Payload;
import dev.pedigree.lifecycle.Digest;

/// A blob as it is stored in a pack. Made only where the digest is known to be that of the decoded bytes.
public record PackItem(Digest digest, int size, Encoding encoding, ByteString stored) {
    public PackItem {
        requireNonNull(digest, "digest is null");
        requireNonNull(encoding, "encoding is null");
        requireNonNull(stored, "stored is null");
    }

    /// Compressed, if that pays.
    public static PackItem of(Payload payload) {
        ByteString bytes = payload.bytes();
        PackItem plain = new PackItem(payload.digest(), bytes.size(), Encoding.IDENTITY, bytes);
        if (!Compressibility.isLikely(bytes)) {
            return plain;
        }
        PackItem compressed = new PackItem(payload.digest(), bytes.size(), Encoding.ZSTD, Encoding.ZSTD.encode(bytes));
        return compressed.pays() ? compressed : plain;
    }

    /// Whether it is so much smaller than the blob that decoding it is worth the while.
    public boolean pays() {
        return stored.size() <= size - size / 8;
    }
}
