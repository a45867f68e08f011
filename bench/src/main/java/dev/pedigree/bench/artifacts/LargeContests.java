package dev.pedigree.bench.artifacts;

import dev.pedigree.bench.task.Contest;
import dev.pedigree.bench.task.Task;
import dev.pedigree.bench.task.Trials;
import java.io.IOException;
import java.util.Optional;

/// One file of 1 GiB, up and down.
final class LargeContests {
    private static final String UNIT = "MB/s";
    private static final String KEPT = "projects/large";
    private static final int BUFFER = 1 << 20;
    private static final int PART = 64 << 20;

    private final Ground ground;
    private final Trials trials;
    private final LargeFile file;
    private final Task up;
    private Optional<Task> direct = Optional.empty();

    LargeContests(Ground ground, Trials trials) throws IOException {
        this.ground = ground;
        this.trials = trials;
        this.file = LargeFile.make(
                ground.folder().resolve("large.bin"), ground.plan().largeBytes());
        LargeBlobs gateway = new LargeBlobs(ground.gateway());
        this.up = upload("upload through the gateway", run -> gateway.upload(Ground.project(run), file));
    }

    Contest upload() {
        return Contest.between("upload-1gib", UNIT, up, direct());
    }

    Contest gatewayAgainstDirect() {
        LargeBlobs straight = new LargeBlobs(ground.straight());
        Task around = upload("upload straight to the service", run -> straight.upload(Ground.project(run), file));
        return Contest.between("gateway-vs-direct", UNIT, up, around);
    }

    private Task direct() {
        Task fastest = direct.orElseGet(() -> Candidates.fastest(trials, new DirectUploads(ground, file).ways()));
        direct = Optional.of(fastest);
        return fastest;
    }

    Contest download() throws IOException, InterruptedException {
        LargeBlobs gateway = new LargeBlobs(ground.gateway());
        gateway.upload(KEPT, file);
        String key = KEPT + "/direct";
        ground.store().putInParts(key, file, PART, 2);
        byte[] buffer = new byte[BUFFER];
        Task down =
                Tasks.of("download through the gateway", file.megabytes(), _ -> gateway.download(KEPT, file, _ -> {}));
        Task get = Tasks.of("GET from S3", file.megabytes(), _ -> ground.store().get(key, buffer));
        return Contest.between("download-1gib", UNIT, down, get);
    }

    private Task upload(String name, Tasks.Step step) {
        return Tasks.of(name, file.megabytes(), step, ground::clear);
    }
}
