package dev.pedigree.bench.artifacts;

import dev.pedigree.bench.task.Contest;
import dev.pedigree.bench.task.Task;
import dev.pedigree.bench.task.Tasks;
import dev.pedigree.bench.task.Trials;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Stream;

/// Thousands of small files that nobody has seen before, up and down.
final class SmallContests {
    private static final String FILES = "files/s";
    private static final String KEPT = "projects/small";
    private static final String KEPT_DIRECTLY = KEPT + "-direct/";
    private static final List<Integer> CONCURRENCY = List.of(8, 16, 32);

    private final Ground ground;
    private final Trials trials;
    private final SmallBlobs blobs;
    private final SmallFiles files;

    SmallContests(Ground ground, Trials trials) {
        this.ground = ground;
        this.trials = trials;
        this.blobs = new SmallBlobs(ground.gateway(), KEPT);
        this.files = new SmallFiles(ground.plan().files(), Plan.FILE_BYTES);
    }

    Contest upload() {
        Task direct = fastest(store -> atOnce -> directPuts(store, atOnce));
        return Contest.between("upload-5000x16k", FILES, batches(files), direct);
    }

    Contest uploadMany() {
        SmallFiles many = new SmallFiles(ground.plan().manyFiles(), Plan.MANY_FILE_BYTES);
        return Contest.alone("upload-200000x4k", FILES, batches(many));
    }

    private Task batches(SmallFiles sent) {
        return Tasks.of(
                "%d files in batches".formatted(sent.count()),
                sent.count(),
                run -> blobs.upload(Ground.project(run), sent),
                ground::clear);
    }

    private Task directPuts(DirectStore store, int atOnce) {
        return Tasks.of(
                "S3: %d PUTs at once, %s".formatted(atOnce, store),
                files.count(),
                run -> put(store, atOnce, Ground.project(run) + "/"),
                ground::clear);
    }

    private void put(DirectStore store, int atOnce, String prefix) throws InterruptedException {
        Concurrently.run(
                atOnce,
                files.count(),
                index -> store.put(
                        prefix + index,
                        files.content(index),
                        files.digest(index).toByteArray()));
    }

    Contest download() throws InterruptedException {
        blobs.upload(KEPT, files);
        blobs.download(KEPT, files, files::check);
        put(ground.store(), CONCURRENCY.getLast(), KEPT_DIRECTLY);
        Task down = Tasks.of(
                "batches down",
                files.count(),
                _ -> blobs.download(KEPT, files, (_, data) -> files.checkSize(data.size())));
        return Contest.between("download-5000x16k", FILES, down, fastest(store -> atOnce -> directGets(store, atOnce)));
    }

    private Task directGets(DirectStore store, int atOnce) {
        return Tasks.of("S3: %d GETs at once, %s".formatted(atOnce, store), files.count(), _ -> {
            Concurrently.run(atOnce, files.count(), index -> files.checkSize(store.get(KEPT_DIRECTLY + index)));
        });
    }

    private Task fastest(Function<DirectStore, IntFunction<Task>> ways) {
        Stream<Task> all = ground.stores().all().stream()
                .flatMap(store -> CONCURRENCY.stream().map(ways.apply(store)::apply));
        return Candidates.fastest(trials, all.toList());
    }
}
