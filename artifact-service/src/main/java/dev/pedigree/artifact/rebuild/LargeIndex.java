package dev.pedigree.artifact.rebuild;

import dev.pedigree.artifact.blob.Blob;
import dev.pedigree.artifact.blob.BlobStore;
import dev.pedigree.artifact.blob.Container;
import dev.pedigree.artifact.blob.Encoding;
import dev.pedigree.artifact.blob.Hasher;
import dev.pedigree.artifact.blob.Location;
import dev.pedigree.artifact.blob.Project;
import dev.pedigree.artifact.part.Cut;
import dev.pedigree.artifact.part.DamagedPart;
import dev.pedigree.artifact.part.PartReader;
import dev.pedigree.artifact.part.PartTable;
import java.util.List;
import java.util.Optional;

/// Makes the rows of large blobs again from their parts.
///
/// Keys do not tell a finished upload from one that broke off, or that was never what was declared. So all bytes are
/// read: what hashes to the digest in the keys is the blob.
public final class LargeIndex {
    private final BlobStore blobs;
    private final PartReader reader;
    private final PartTable table = new PartTable();

    public LargeIndex(BlobStore blobs, PartReader reader) {
        this.blobs = blobs;
        this.reader = reader;
    }

    /// Whether the project has the blob now.
    boolean restore(Project project, FoundUpload upload) {
        if (blobs.find(project, upload.key().digest()).isPresent()) {
            return true;
        }
        Optional<Cut> whole = upload.cut().filter(cut -> isWhole(upload, cut));
        whole.ifPresent(cut -> show(project, upload, cut));
        return whole.isPresent();
    }

    private boolean isWhole(FoundUpload upload, Cut cut) {
        Hasher hasher = new Hasher();
        try {
            reader.read(cut, upload.key().prefix(), upload.parts(), hasher::update);
            return hasher.finish().equals(upload.key().digest());
        } catch (DamagedPart _) {
            return false;
        }
    }

    private void show(Project project, FoundUpload upload, Cut cut) {
        String prefix = upload.key().prefix();
        Container container = Container.ofParts(prefix, cut.size(), cut.partSize());
        Location location = new Location(container, 0, cut.size(), Encoding.IDENTITY);
        Blob blob = new Blob(upload.key().digest(), cut.size(), location);
        blobs.show(project, container, List.of(blob), sql -> table.insert(sql, prefix, upload.parts()));
    }
}
