package dev.pedigree.bench.artifacts;

import dev.pedigree.bench.task.Contest;
import dev.pedigree.bench.task.Task;
import dev.pedigree.bench.task.Trials;
import java.io.IOException;
import java.util.List;

/// One file of 1 GiB, up and down.
final class LargeContests {
    private static final String UNIT = "MB/s";
    private static final String KEPT = "projects/large";
    private static final int BUFFER = 1 << 20;

    private final Ground ground;
    private final LargeFile file;
    private final LargeBlobs gateway;
    private final LargeBlobs straight;

    LargeContests(Ground ground) throws IOException {
        this.ground = ground;
        this.file = LargeFile.make(
                ground.folder().resolve("large.bin"), ground.plan().largeBytes());
        this.gateway = new LargeBlobs(ground.gateway());
        this.straight = new LargeBlobs(ground.straight());
    }

    List<Contest> uploads(Trials trials) {
        Task up = task("upload through the gateway", run -> gateway.upload(Ground.project(run), file));
        Task around = task("upload straight to the service", run -> straight.upload(Ground.project(run), file));
        Task direct = Candidates.fastest(trials, new DirectUploads(ground, file).ways());
        return List.of(
                Contest.between("upload-1gib", UNIT, up, direct),
                Contest.between("gateway-vs-direct", UNIT, up, around));
    }

    List<Contest> downloads() throws IOException, InterruptedException {
        gateway.upload(KEPT, file);
        String key = KEPT + "/direct";
        putDirectly(key);
        byte[] buffer = new byte[BUFFER];
        Task down =
                Tasks.of("download through the gateway", file.megabytes(), _ -> gateway.download(KEPT, file, _ -> {}));
        Task direct =
                Tasks.of("GET from S3", file.megabytes(), _ -> ground.store().get(key, buffer));
        return List.of(Contest.between("download-1gib", UNIT, down, direct));
    }

    private void putDirectly(String key) throws InterruptedException {
        ground.store().putInParts(key, file, 64 << 20, 2);
    }

    private Task task(String name, Tasks.Step step) {
        return Tasks.of(name, file.megabytes(), step, ground::clear);
    }
}
