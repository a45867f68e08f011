package dev.pedigree.bench.artifacts;

import com.google.protobuf.ByteString;
import dev.pedigree.bench.task.Contest;
import dev.pedigree.bench.task.Task;
import dev.pedigree.bench.task.Tasks;
import dev.pedigree.bench.task.Trials;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// One file of 1 GiB, up and down.
final class LargeContests {
    private static final String UNIT = "MB/s";
    private static final String KEPT = "projects/large";
    private static final String KEPT_DIRECTLY = "large/direct";
    private static final int BUFFER = 1 << 20;
    private static final int PART = 64 << 20;

    private final Ground ground;
    private final Trials trials;
    private final LargeFile file;
    private final Task up;
    private final Task get;
    private Optional<Task> direct = Optional.empty();
    private boolean kept;

    LargeContests(Ground ground, Trials trials) throws IOException {
        this.ground = ground;
        this.trials = trials;
        this.file = LargeFile.make(
                ground.folder().resolve("large.bin"), ground.plan().largeBytes());
        LargeBlobs gateway = new LargeBlobs(ground.gateway());
        byte[] buffer = new byte[BUFFER];
        this.get = Tasks.of("GET from S3", file.megabytes(), _ -> ground.store().get(KEPT_DIRECTLY, buffer));
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

    Contest signedUpload() throws IOException {
        SignedBlobs signed = new SignedBlobs(ground.gateway());
        int partSize = Math.toIntExact(signed.partSize(KEPT, file));
        List<ByteString> digests = file.parts(partSize);
        Task parts =
                upload("upload by signed parts", run -> signed.upload(Ground.project(run), file, partSize, digests));
        return Contest.between("upload-1gib-presigned", UNIT, parts, direct());
    }

    Contest download() throws IOException, InterruptedException {
        keep();
        LargeBlobs gateway = new LargeBlobs(ground.gateway());
        Task down =
                Tasks.of("download through the gateway", file.megabytes(), _ -> gateway.download(KEPT, file, _ -> {}));
        return Contest.between("download-1gib", UNIT, down, get);
    }

    Contest signedDownload() throws IOException, InterruptedException {
        keep();
        SignedBlobs signed = new SignedBlobs(ground.gateway());
        Task pieces = Tasks.of("download by signed pieces", file.megabytes(), _ -> signed.download(KEPT, file));
        return Contest.between("download-1gib-presigned", UNIT, pieces, get);
    }

    /// Stores the file where downloads find it.
    private void keep() throws IOException, InterruptedException {
        if (!kept) {
            new LargeBlobs(ground.gateway()).upload(KEPT, file);
            ground.store().putInParts(KEPT_DIRECTLY, file, PART, 2);
            kept = true;
        }
    }

    private Task upload(String name, Tasks.Step step) {
        return Tasks.of(name, file.megabytes(), step, ground::clear);
    }
}
