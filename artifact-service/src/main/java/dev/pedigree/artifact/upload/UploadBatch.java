package dev.pedigree.artifact.upload;

import dev.pedigree.artifact.blob.Parallel;
import dev.pedigree.artifact.blob.Project;
import dev.pedigree.artifact.limit.Room;
import dev.pedigree.artifact.pack.PackItem;
import dev.pedigree.artifact.pack.Packer;
import dev.pedigree.artifact.upload.UploadItem.Outcome;
import dev.pedigree.chassis.fault.Fault;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Takes many small blobs at once. Each whose bytes hash to what was declared is stored, whatever the others are;
/// when the object store does not take their pack the whole call fails, and may be repeated.
public final class UploadBatch {
    private static final int PROCESSORS = Runtime.getRuntime().availableProcessors();

    private final Packer packer;

    public UploadBatch(Packer packer) {
        this.packer = packer;
    }

    /// What is wrong with each item, in their order.
    ///
    /// @param room that the items take
    public List<Optional<Fault>> run(Project project, List<UploadItem> items, Room.Lot room) {
        List<PackItem> right = new ArrayList<>(items.size());
        List<Optional<Fault>> faults = new ArrayList<>(items.size());
        for (Outcome outcome : Parallel.map(PROCESSORS, items, UploadItem::check)) {
            switch (outcome) {
                case Outcome.Right(PackItem item) -> {
                    right.add(item);
                    faults.add(Optional.empty());
                }
                case Outcome.Wrong(Fault fault) -> faults.add(Optional.of(fault));
            }
        }
        packer.put(project, right, room);
        return faults;
    }
}
