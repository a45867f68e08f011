package dev.pedigree.artifact.upload;

import com.google.protobuf.ByteString;
import dev.pedigree.artifact.blob.BlobStore;
import dev.pedigree.artifact.blob.DigestMismatch;
import dev.pedigree.artifact.blob.Hasher;
import dev.pedigree.artifact.blob.Parallel;
import dev.pedigree.artifact.blob.Payload;
import dev.pedigree.artifact.blob.Project;
import dev.pedigree.chassis.fault.Fault;
import dev.pedigree.lifecycle.Digest;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// Takes many small blobs at once. Each whose bytes hash to what was declared is stored, whatever the others are;
/// when the object store does not take one of them the whole call fails, and may be repeated.
public final class UploadBatch {
    private static final int PROCESSORS = Runtime.getRuntime().availableProcessors();

    private final BlobStore blobs;

    public UploadBatch(BlobStore blobs) {
        this.blobs = blobs;
    }

    /// Bytes and what they should hash to.
    public record Item(Digest declared, ByteString bytes) {
        private Optional<Fault> fault(Digest actual) {
            return actual.equals(declared) ? Optional.empty() : Optional.of(DigestMismatch.of(declared, actual));
        }
    }

    /// What is wrong with each item, in their order.
    public List<Optional<Fault>> run(Project project, List<Item> items) {
        Digest[] actual = new Digest[items.size()];
        List<Integer> indexes = IntStream.range(0, actual.length).boxed().toList();
        Parallel.forEach(
                PROCESSORS,
                indexes,
                index -> actual[index] = Hasher.hash(items.get(index).bytes()));
        blobs.put(
                project,
                indexes.stream()
                        .filter(index -> actual[index].equals(items.get(index).declared()))
                        .map(index ->
                                new Payload(actual[index], items.get(index).bytes()))
                        .toList());
        return indexes.stream()
                .map(index -> items.get(index).fault(actual[index]))
                .toList();
    }
}
