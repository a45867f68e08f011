package dev.pedigree.artifact.blob;

import dev.pedigree.artifact.blob.BlobTable.Standing;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;

/// What is remembered of the rows of `blob`, so that the database is asked only for what memory cannot answer.
final class BlobMemory {
    static final long ABSENT = -1;

    private final LeaseMemory leases;
    private final Soundness soundness;
    private final KnownDigests known;
    private final int whole;

    /// @param bytes of memory for leases
    BlobMemory(Lease lease, Soundness soundness, KnownDigests known, long bytes) {
        this.leases = new LeaseMemory(lease.atLeast(), bytes);
        this.soundness = soundness;
        this.known = known;
        this.whole = lease.seconds();
    }

    /// When something is asked of the database, or changed there.
    record Moment(int second, Optional<Integer> number) {}

    Moment now(Project project) {
        return new Moment(leases.now(), soundness.lastNumber(project));
    }

    /// Whether what another replica has just stored may be called absent.
    enum Absent {
        SURELY,
        PROBABLY
    }

    /// The sizes of `asked`, -1 where the project does not have it. All others are leased.
    ///
    /// @param table answers for those of which nothing is known, and leases them
    long[] sizes(
            Project project,
            PackedDigests asked,
            Absent absent,
            Function<PackedDigests, List<Optional<Standing>>> table) {
        int number = soundness.number(project);
        ByteBuffer buffer = ByteBuffer.wrap(asked.bytes());
        long[] sizes = new long[asked.count()];
        int[] unknown = unknown(number, buffer, sizes);
        int[] rest = absent == Absent.SURELY ? unknown : known.filter(project, buffer, unknown);
        if (rest.length > 0) {
            int now = leases.now();
            List<Optional<Standing>> standings = table.apply(rest.length == sizes.length ? asked : asked.pick(rest));
            DigestWords words = new DigestWords();
            for (int index = 0; index < rest.length; index++) {
                int place = rest[index];
                standings.get(index).ifPresent(found -> {
                    sizes[place] = found.size();
                    leases.remember(number, words.at(buffer, place), found.size(), now, found.lease());
                });
            }
        }
        return sizes;
    }

    /// Fills in what is remembered; gives the places of the others.
    private int[] unknown(int number, ByteBuffer packed, long[] sizes) {
        DigestWords words = new DigestWords();
        return IntStream.range(0, sizes.length)
                .filter(index -> (sizes[index] = leases.size(number, words.at(packed, index))) == ABSENT)
                .toArray();
    }

    /// To be called when `blobs` have become visible, with new leases.
    ///
    /// @param asked when that began
    void shown(Project project, List<Blob> blobs, Moment asked) {
        PackedDigests digests =
                PackedDigests.of(blobs.stream().map(Blob::digest).toList());
        ByteBuffer packed = ByteBuffer.wrap(digests.bytes());
        DigestWords words = new DigestWords();
        asked.number().ifPresent(number -> {
            for (int index = 0; index < blobs.size(); index++) {
                leases.remember(
                        number, words.at(packed, index), blobs.get(index).size(), asked.second(), whole);
            }
        });
        known.add(project, digests);
    }
}
