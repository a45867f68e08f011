package dev.pedigree.artifact.blob;

import dev.pedigree.artifact.blob.BlobMemory.Absent;
import dev.pedigree.chassis.db.Database;
import dev.pedigree.chassis.fault.Invalid;
import dev.pedigree.lifecycle.Digest;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jooq.DSLContext;

/// What a project has. Bytes go to the object store first and become visible with their row; what is acknowledged
/// has both.
///
/// Nobody else makes blobs visible. Callers bring only bytes whose digest they have computed.
public final class BlobStore {
    /// Enough for two million leases, and for sixteen million digests that are known.
    private static final long LEASED_BYTES = 96 << 20;

    private static final long KNOWN_BYTES = 32 << 20;

    private final Database database;
    private final BlobTable table;
    private final BlobMemory memory;

    public BlobStore(Database database, BlobTable table, Lease lease) {
        this.database = database;
        this.table = table;
        this.memory = new BlobMemory(
                lease, new Soundness(database), new KnownDigests(database, table, KNOWN_BYTES), LEASED_BYTES);
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
        return absent(memory.sizes(
                project,
                asked,
                Absent.PROBABLY,
                rest -> database.write(sql -> table.unlessCondemned(sql, project, rest))));
    }

    /// Which of `asked` the project lacks, as ordinals from 1; those it has are leased, and reprieved if they were
    /// condemned. For whoever brings the bytes: what another replica has just stored may count as lacking.
    public List<Integer> lacking(Project project, PackedDigests asked) {
        return absent(reprieved(project, asked, Absent.PROBABLY));
    }

    /// Whether the project has these bytes; if so they are leased, and reprieved if they were condemned.
    public boolean holds(Project project, Digest digest) {
        PackedDigests asked = PackedDigests.of(List.of(digest));
        return absent(reprieved(project, asked, Absent.SURELY)).isEmpty();
    }

    /// The same, for whoever states how large they are.
    ///
    /// @throws Invalid with DIGEST_MISMATCH if the project has them, and there are more or fewer
    public boolean holds(Project project, Digest digest, long size) {
        long actual = reprieved(project, PackedDigests.of(List.of(digest)), Absent.SURELY)[0];
        if (actual != BlobMemory.ABSENT && actual != size) {
            throw DigestMismatch.ofStored(digest, size, actual);
        }
        return actual == size;
    }

    /// A blob that is not as it was asked for: absent, or of another size.
    ///
    /// @param ordinal its place among those asked for, from 1
    public record Difference(int ordinal, OptionalLong size) {}

    /// Which of `asked` the project does not have with the size of the same place in `sizes`. Those it has are leased,
    /// and reprieved if they were condemned.
    public List<Difference> differing(Project project, PackedDigests asked, long[] sizes) {
        long[] actual = reprieved(project, asked, Absent.SURELY);
        return IntStream.range(0, actual.length)
                .filter(index -> actual[index] != sizes[index])
                .mapToObj(index -> new Difference(
                        index + 1,
                        actual[index] == BlobMemory.ABSENT ? OptionalLong.empty() : OptionalLong.of(actual[index])))
                .toList();
    }

    private long[] reprieved(Project project, PackedDigests asked, Absent absent) {
        return memory.sizes(project, asked, absent, rest -> database.write(sql -> table.reprieved(sql, project, rest)));
    }

    private static List<Integer> absent(long[] sizes) {
        return IntStream.range(0, sizes.length)
                .filter(index -> sizes[index] == BlobMemory.ABSENT)
                .mapToObj(index -> index + 1)
                .toList();
    }

    /// Makes blobs visible that lie in `container`, which is in the object store. A row that is there stays as it is.
    public void show(Project project, Container container, List<Blob> blobs) {
        show(project, container, blobs, _ -> {});
    }

    /// The same together with `more`, or not at all.
    public void show(Project project, Container container, List<Blob> blobs, Consumer<DSLContext> more) {
        BlobMemory.Moment asked = memory.now(project);
        database.write(sql -> {
            table.insert(sql, project, container, blobs);
            more.accept(sql);
            return container;
        });
        memory.shown(project, blobs, asked);
    }
}
