package dev.pedigree.bench.artifacts;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import dev.pedigree.bench.task.Contest;
import dev.pedigree.bench.task.Task;
import dev.pedigree.bench.task.Trials;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/// Thousands of small files: new ones, known ones, and few changed among many.
final class SmallContests {
    private static final String FILES = "files/s";
    private static final String PUSHED = "projects/pushed";
    private static final String KNOWN = "projects/known";
    private static final List<Integer> CONCURRENCY = List.of(8, 16, 32);
    private static final int CALLS = 20;
    private static final int CALLERS = 4;
    private static final int TINY = 64;

    private final Ground ground;
    private final SmallBlobs blobs;
    private final SmallFiles files;

    SmallContests(Ground ground) {
        this.ground = ground;
        this.blobs = new SmallBlobs(ground.gateway(), KNOWN);
        this.files = new SmallFiles(ground.plan().files(), Plan.FILE_BYTES);
    }

    Contest upload(Trials trials) {
        Task up = Tasks.of(
                "batches through the gateway",
                files.count(),
                run -> blobs.upload(Ground.project(run), files),
                ground::clear);
        Task direct = Candidates.fastest(
                trials,
                ground.stores().all().stream()
                        .flatMap(store -> CONCURRENCY.stream().map(atOnce -> directPuts(store, atOnce)))
                        .toList());
        return Contest.between("upload-5000x16k", FILES, up, direct);
    }

    private Task directPuts(DirectStore store, int atOnce) {
        return Tasks.of(
                "S3: %d PUTs at once, %s".formatted(atOnce, store),
                files.count(),
                run -> Concurrently.run(atOnce, files.count(), index -> {
                    byte[] digest =
                            Arrays.copyOfRange(files.digests(), index * Sha256.LENGTH, (index + 1) * Sha256.LENGTH);
                    store.put(Ground.project(run) + "/" + index, files.content(index), digest);
                }),
                ground::clear);
    }

    /// Half of the digests are known, in no order.
    Contest findMissing() throws InterruptedException {
        int count = ground.plan().digests();
        SmallFiles known = new SmallFiles(count / 2, TINY);
        blobs.upload(KNOWN, known);
        byte[] digests = new byte[count * Sha256.LENGTH];
        ThreadLocalRandom.current().nextBytes(digests);
        for (int index = 0; index < known.count(); index++) {
            System.arraycopy(known.digests(), index * Sha256.LENGTH, digests, 2 * index * Sha256.LENGTH, Sha256.LENGTH);
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

    Contest repush() throws IOException, InterruptedException {
        Folder folder = Folder.make(ground.folder().resolve("folder"), files);
        Push push = new Push(ground.gateway(), blobs, PUSHED);
        push.run(folder);
        Task hash = Tasks.of("hash the folder", files.count(), _ -> folder.hash());
        Task again = Tasks.of("push it unchanged", files.count(), _ -> expect(0, push.run(folder)));
        return Contest.between("repush-unchanged", FILES, again, hash);
    }

    private static void expect(int wanted, int sent) {
        if (sent != wanted) {
            throw new IllegalStateException("%d blobs were sent, not %d".formatted(sent, wanted));
        }
    }
}
