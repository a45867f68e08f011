package dev.pedigree.artifact.blob;

import dev.pedigree.chassis.db.Database;
import dev.pedigree.lifecycle.Digest;
import java.util.List;
import java.util.Optional;

/// What a project has. Bytes go to the object store first and become visible with their row; what is acknowledged
/// has both.
///
/// Nobody else makes blobs visible. Callers bring only bytes whose digest they have computed.
public final class BlobStore {
    private final Database database;
    private final BlobTable table;

    public BlobStore(Database database, BlobTable table) {
        this.database = database;
        this.table = table;
    }

    /// Where the bytes are, if the project has them.
    public Optional<Blob> find(Project project, Digest digest) {
        return find(project, List.of(digest)).stream().findFirst();
    }

    /// Those of `digests` that the project has.
    public List<Blob> find(Project project, List<Digest> digests) {
        return database.read(sql -> table.find(sql, project, PackedDigests.of(digests)));
    }

    /// Which of `asked` the project lacks, as ordinals from 1; those it has are leased. What is condemned counts as
    /// lacking, though it would be reprieved if it came, or were committed.
    public List<Integer> missing(Project project, PackedDigests asked) {
        return database.write(sql -> table.missing(sql, project, asked));
    }

    /// Whether the project has these bytes; if so they are leased, and reprieved if they were condemned.
    public boolean holds(Project project, Digest digest) {
        return lacking(project, PackedDigests.of(List.of(digest))).isEmpty();
    }

    /// Which of `asked` the project lacks, as ordinals from 1; those it has are leased, and reprieved if they were
    /// condemned.
    public List<Integer> lacking(Project project, PackedDigests asked) {
        return database.write(sql -> table.lacking(sql, project, asked));
    }

    /// As `missing`, and those that are there in another size.
    public List<BlobTable.Difference> differing(Project project, PackedDigests asked, Long[] sizes) {
        return database.write(sql -> table.differing(sql, project, asked, sizes));
    }

    /// Makes blobs visible that lie in `container`, which is in the object store. A row that is there stays as it is.
    public void show(Project project, Container container, List<Blob> blobs) {
        database.write(sql -> {
            table.insert(sql, project, container, blobs);
            return container;
        });
    }
}
