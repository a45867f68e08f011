package dev.pedigree.artifact.upload;

import com.google.protobuf.ByteString;
import dev.pedigree.artifact.blob.DigestMismatch;
import dev.pedigree.artifact.blob.Encoding;
import dev.pedigree.artifact.blob.Hasher;
import dev.pedigree.artifact.blob.Payload;
import dev.pedigree.artifact.pack.PackItem;
import dev.pedigree.chassis.fault.Fault;
import dev.pedigree.lifecycle.Digest;

/// A blob as a client sent it, and what it should hash to.
///
/// @param size bytes it should have when decoded
public record UploadItem(Digest declared, Encoding encoding, int size, ByteString bytes) {
    /// What became of an item.
    sealed interface Outcome {
        /// It is what it was said to be.
        record Right(PackItem item) implements Outcome {}

        record Wrong(Fault fault) implements Outcome {}
    }

    /// Decodes and hashes it. What came compressed well is stored as it came.
    Outcome check() {
        return encoding.decode(bytes, size)
                .map(this::check)
                .orElseGet(() -> new Outcome.Wrong(DigestMismatch.notDecodable(declared, size)));
    }

    private Outcome check(ByteString decoded) {
        Digest actual = Hasher.hash(decoded);
        if (!actual.equals(declared)) {
            return new Outcome.Wrong(DigestMismatch.of(declared, actual));
        }
        PackItem asItCame = new PackItem(actual, size, encoding, bytes);
        boolean keep = encoding != Encoding.IDENTITY && asItCame.pays();
        return new Outcome.Right(keep ? asItCame : PackItem.of(new Payload(actual, decoded)));
    }
}
