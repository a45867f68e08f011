package dev.pedigree.bench.artifacts;

import dev.pedigree.bench.task.Task;
import dev.pedigree.bench.task.Tasks;
import java.util.List;
import java.util.stream.Stream;

/// The ways in which the SDK can bring one large file to S3, checked there by SHA-256.
record DirectUploads(Ground ground, LargeFile file) {
    private static final int MIB = 1 << 20;

    List<Task> ways() {
        return ground.stores().all().stream().flatMap(this::ways).toList();
    }

    private Stream<Task> ways(DirectStore store) {
        return Stream.of(
                way("one PUT, " + store, run -> store.put(key(run), file)),
                inParts(store, 16 * MIB, 4),
                inParts(store, 64 * MIB, 2));
    }

    private Task inParts(DirectStore store, int partSize, int atOnce) {
        return way(
                "parts of %d MiB, %d at once, %s".formatted(partSize / MIB, atOnce, store),
                run -> store.putInParts(key(run), file, partSize, atOnce));
    }

    private Task way(String name, Tasks.Step step) {
        return Tasks.of("S3: " + name, file.megabytes(), step, ground::clear);
    }

    private static String key(int run) {
        return Ground.project(run) + "/direct";
    }
}
