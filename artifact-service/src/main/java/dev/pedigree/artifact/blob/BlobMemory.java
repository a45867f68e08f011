package dev.pedigree.artifact.blob;

import dev.pedigree.artifact.blob.BlobTable.Standing;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// What is remembered of the rows of `blob`, so that the database is asked only for what memory cannot answer.
final class BlobMemory {
    static final long ABSENT = -1;

    private final LeaseMemory leases;
    private final KnownDigests known;
    private final int whole;

    /// @param bytes of memory for leases
    BlobMemory(Lease lease, KnownDigests known, long bytes) {
        this.leases = new LeaseMemory(lease.atLeast(), bytes);
        this.known = known;
        this.whole = lease.seconds();
    }

    int now() {
        return leases.now();
    }

    /// The sizes of `asked`, -1 where the project does not have it. All others are leased.
    ///
    /// @param table answers for those of which nothing is known, and leases them
    long[] sizes(Project project, PackedDigests asked, Function<PackedDigests, List<Optional<Standing>>> table) {
        byte[] packed = asked.bytes();
        ByteBuffer buffer = ByteBuffer.wrap(packed);
        long[] sizes = new long[asked.count()];
        int[] rest = rest(project, buffer, sizes);
        if (rest.length > 0) {
            int now = now();
            List<Optional<Standing>> standings = table.apply(rest.length == sizes.length ? asked : asked.pick(rest));
            DigestWords words = new DigestWords();
            for (int index = 0; index < rest.length; index++) {
                int place = rest[index];
                standings.get(index).ifPresent(found -> {
                    sizes[place] = found.size();
                    leases.remember(project, words.at(buffer, place), found.size(), now, found.lease());
                });
            }
        }
        return sizes;
    }

    /// Fills in what is remembered; gives the places of what the table must be asked for.
    private int[] rest(Project project, ByteBuffer packed, long[] sizes) {
        DigestWords words = new DigestWords();
        int[] rest = new int[sizes.length];
        int count = 0;
        for (int index = 0; index < sizes.length; index++) {
            sizes[index] = leases.size(project, words.at(packed, index));
            if (sizes[index] == ABSENT) {
                rest[count++] = index;
            }
        }
        Optional<DigestFilter> filter = count == 0 ? Optional.empty() : known.of(project);
        int[] absent = Arrays.copyOf(rest, count);
        return filter.map(may -> may.those(packed, absent)).orElse(absent);
    }

    /// To be called when `blobs` have become visible, with new leases.
    ///
    /// @param asked when that began, by `now`
    void shown(Project project, List<Blob> blobs, int asked) {
        PackedDigests digests =
                PackedDigests.of(blobs.stream().map(Blob::digest).toList());
        ByteBuffer packed = ByteBuffer.wrap(digests.bytes());
        DigestWords words = new DigestWords();
        for (int index = 0; index < blobs.size(); index++) {
            leases.remember(project, words.at(packed, index), blobs.get(index).size(), asked, whole);
        }
        known.add(project, digests);
    }

    void forget(Project project, PackedDigests digests) {
        ByteBuffer packed = ByteBuffer.wrap(digests.bytes());
        DigestWords words = new DigestWords();
        for (int index = 0; index < digests.count(); index++) {
            leases.forget(project, words.at(packed, index));
        }
    }
}
