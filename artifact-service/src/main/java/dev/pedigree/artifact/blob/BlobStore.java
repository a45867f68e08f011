package dev.pedigree.artifact.blob;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;

import dev.pedigree.chassis.db.Database;
import dev.pedigree.chassis.store.ObjectStore;
import dev.pedigree.lifecycle.Digest;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a project has. Bytes go to the object store first and become visible with their row; what is acknowledged
/// has both.
///
/// Nobody else writes blobs. Callers bring only bytes whose digest they have computed.
public final class BlobStore {
    private final Database database;
    private final BlobTable table;
    private final ObjectStore objects;
    private final int width;

    /// @param width how many objects one call writes at once
    public BlobStore(Database database, BlobTable table, ObjectStore objects, int width) {
        this.database = database;
        this.table = table;
        this.objects = objects;
        this.width = width;
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
        return lacking(project, List.of(digest)).isEmpty();
    }

    private List<Integer> lacking(Project project, List<Digest> digests) {
        return database.write(sql -> table.lacking(sql, project, PackedDigests.of(digests)));
    }

    /// As `missing`, and those that are there in another size.
    public List<BlobTable.Difference> differing(Project project, PackedDigests asked, Long[] sizes) {
        return database.write(sql -> table.differing(sql, project, asked, sizes));
    }

    /// Stores whichever of `payloads` the project lacks. All of them are visible when this returns.
    public void put(Project project, Collection<Payload> payloads) {
        Map<Digest, Payload> distinct =
                payloads.stream().collect(toMap(Payload::digest, identity(), (first, _) -> first, LinkedHashMap::new));
        List<Digest> digests = List.copyOf(distinct.keySet());
        List<Payload> lacking = lacking(project, digests).stream()
                .map(ordinal -> distinct.get(digests.get(ordinal - 1)))
                .toList();
        Parallel.forEach(width, lacking, payload -> {
            write(blob(project, payload), payload);
            show(project, blob(project, payload));
        });
    }

    /// Makes a blob visible that is an object of its own, in the object store already.
    public void show(Project project, Blob alone) {
        database.write(sql -> {
            table.insert(sql, project, alone.location().container(), List.of(alone));
            return alone;
        });
    }

    /// An object that is there already has the same bytes: its key follows from them.
    private void write(Blob blob, Payload payload) {
        objects.put(blob.location().key(), payload.content());
    }

    private static Blob blob(Project project, Payload payload) {
        return Blob.alone(project, payload.digest(), payload.bytes().size());
    }
}
