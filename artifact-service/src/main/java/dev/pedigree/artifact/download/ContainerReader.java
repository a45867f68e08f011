package dev.pedigree.artifact.download;

import dev.pedigree.artifact.blob.Blob;
import dev.pedigree.artifact.blob.Encoding;
import dev.pedigree.chassis.store.ObjectStore;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;

/// Reads blobs that lie in objects back as they are stored, verified one by one, a stretch of them at a time.
public final class ContainerReader {
    private final StretchReader reader;

    public ContainerReader(ObjectStore objects) {
        this.reader = new StretchReader(objects, Set.of(Encoding.values()));
    }

    /// Hands over each blob and what was read of it, in the order in which they lie.
    public void read(List<Blob> blobs, BiConsumer<Blob, Download> sink) {
        for (Stretch stretch : Stretch.of(blobs)) {
            List<Download> downloads = reader.read(stretch);
            for (int index = 0; index < downloads.size(); index++) {
                sink.accept(stretch.blobs().get(index), downloads.get(index));
            }
        }
    }
}
