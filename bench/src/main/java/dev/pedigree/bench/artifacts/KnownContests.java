package dev.pedigree.bench.artifacts;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import dev.pedigree.bench.task.Contest;
import dev.pedigree.bench.task.Task;
import dev.pedigree.bench.task.Tasks;
import java.util.concurrent.ThreadLocalRandom;

/// Files that the server has, all or nearly: what training does most of the time.
final class KnownContests {
    private static final String FILES = "files/s";
    private static final String PUSHED = "projects/pushed";
    private static final String KNOWN = "projects/known";
    private static final String WARM = "projects/warm";
    private static final int FEW = 20;
    private static final int CALLS = 20;
    private static final int CALLERS = 4;
    private static final int TINY = 64;

    private final Ground ground;
    private final SmallBlobs blobs;
    private final Folder folder;
    private final Push push;

    KnownContests(Ground ground) throws Exception {
        this.ground = ground;
        this.blobs = new SmallBlobs(ground.gateway(), PUSHED);
        SmallFiles files = new SmallFiles(ground.plan().files(), Plan.FILE_BYTES);
        this.folder = Folder.make(ground.folder().resolve("folder"), files);
        this.push = new Push(ground.gateway(), blobs, PUSHED);
        warmUp();
        expect(folder.count(), push.run(folder));
    }

    /// A mesh that has served for a while has compiled what a push takes; thousands of small ones bring it there.
    private void warmUp() throws Exception {
        Folder small = Folder.make(ground.folder().resolve("small"), new SmallFiles(FEW, TINY));
        Push warm = new Push(ground.gateway(), blobs, WARM);
        int _ = warm.run(small);
        for (int time = 1; time <= Plan.WARM_UP_PUSHES; time++) {
            small.change(1);
            expect(1, warm.run(small));
        }
        ground.store().clear(WARM + "/");
    }

    Contest unchanged() {
        Task again = Tasks.of("push it unchanged", folder.count(), _ -> expect(0, push.run(folder)));
        return Contest.between("repush-unchanged", FILES, again, hash("hash the folder"));
    }

    Contest changed() {
        int changed = ground.plan().changedFiles();
        Task again = Tasks.of(
                "push it, %d changed".formatted(changed),
                folder.count(),
                _ -> folder.change(changed),
                _ -> expect(changed, push.run(folder)),
                _ -> {});
        return Contest.between("push-1pct-changed", FILES, again, hash("hash the folder again"));
    }

    private Task hash(String name) {
        return Tasks.of(name, folder.count(), _ -> {
            var _ = folder.hash();
        });
    }

    private static void expect(int wanted, int sent) {
        if (sent != wanted) {
            throw new IllegalStateException("%d blobs were sent, not %d".formatted(sent, wanted));
        }
    }

    /// Half of the digests are known, in no order.
    Contest findMissing() throws InterruptedException {
        int count = ground.plan().digests();
        SmallFiles known = new SmallFiles(count / 2, TINY);
        blobs.upload(KNOWN, known);
        byte[] digests = new byte[count * Sha256.LENGTH];
        ThreadLocalRandom.current().nextBytes(digests);
        for (int index = 0; index < known.count(); index++) {
            known.digest(index).copyTo(digests, 2 * index * Sha256.LENGTH);
        }
        ByteString asked = UnsafeByteOperations.unsafeWrap(digests);
        Task find = Tasks.of(
                "FindMissingBlobs",
                (double) CALLS * count,
                _ -> Concurrently.run(CALLERS, CALLS, _ -> {
                    int missing = blobs.missing(KNOWN, asked).size() / Sha256.LENGTH;
                    if (missing != count - known.count()) {
                        throw new IllegalStateException(missing + " are said to be missing");
                    }
                }));
        return Contest.alone("find-missing", "digests/s", find);
    }
}
