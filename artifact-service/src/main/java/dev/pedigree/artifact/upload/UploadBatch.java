package dev.pedigree.artifact.upload;

import com.google.protobuf.ByteString;
import dev.pedigree.artifact.blob.DigestMismatch;
import dev.pedigree.artifact.blob.Hasher;
import dev.pedigree.artifact.blob.Parallel;
import dev.pedigree.artifact.blob.Payload;
import dev.pedigree.artifact.blob.Project;
import dev.pedigree.artifact.limit.Room;
import dev.pedigree.artifact.pack.Packer;
import dev.pedigree.chassis.fault.Fault;
import dev.pedigree.lifecycle.Digest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Takes many small blobs at once. Each whose bytes hash to what was declared is stored, whatever the others are;
/// when the object store does not take one of them the whole call fails, and may be repeated.
public final class UploadBatch {
    private static final int PROCESSORS = Runtime.getRuntime().availableProcessors();

    private final Packer packer;

    public UploadBatch(Packer packer) {
        this.packer = packer;
    }

    /// Bytes and what they should hash to.
    public record Item(Digest declared, ByteString bytes) {
        private Optional<Fault> fault(Digest actual) {
            return actual.equals(declared) ? Optional.empty() : Optional.of(DigestMismatch.of(declared, actual));
        }
    }

    /// What is wrong with each item, in their order.
    ///
    /// @param room that the items take
    public List<Optional<Fault>> run(Project project, List<Item> items, Room.Lot room) {
        List<Digest> actual = Parallel.map(PROCESSORS, items, item -> Hasher.hash(item.bytes()));
        List<Payload> right = new ArrayList<>(items.size());
        List<Optional<Fault>> faults = new ArrayList<>(items.size());
        for (int index = 0; index < items.size(); index++) {
            Optional<Fault> fault = items.get(index).fault(actual.get(index));
            faults.add(fault);
            if (fault.isEmpty()) {
                right.add(new Payload(actual.get(index), items.get(index).bytes()));
            }
        }
        packer.put(project, right, room);
        return faults;
    }
}
