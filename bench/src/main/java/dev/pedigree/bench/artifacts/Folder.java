package dev.pedigree.bench.artifacts;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.function.Consumer;

/// A folder of small files as a user has one, to be hashed and pushed again and again.
final class Folder {
    private static final int FILES_PER_FOLDER = 100;

    /// Folders in one stretch.
    private static final int STRETCH = 10;

    private static final int HASHERS = Runtime.getRuntime().availableProcessors();

    /// One file and its digest at the last `hash`.
    record Entry(String path, ByteString digest) {}

    private final Path root;
    private final List<String> paths; // in the order of their bytes
    private final int size;

    private Folder(Path root, List<String> paths, int size) {
        this.root = root;
        this.paths = paths;
        this.size = size;
    }

    static Folder make(Path root, SmallFiles files) throws IOException {
        List<String> paths = new ArrayList<>();
        for (int index = 0; index < files.count(); index++) {
            String path = "part-%05d/file-%07d.bin".formatted(index / FILES_PER_FOLDER, index);
            Path file = root.resolve(path);
            if (index % FILES_PER_FOLDER == 0) {
                Files.createDirectories(file.getParent());
            }
            Files.write(file, files.content(index));
            paths.add(path);
        }
        return new Folder(root, paths, files.size());
    }

    int count() {
        return paths.size();
    }

    int size() {
        return size;
    }

    /// Reads and hashes every file on all processors.
    Listing hash() throws InterruptedException {
        return hash(_ -> {});
    }

    /// The same; `sink` is given each stretch of files as soon as it is hashed, by several threads, in no order.
    Listing hash(Consumer<Listing> sink) throws InterruptedException {
        Entry[] entries = new Entry[paths.size()];
        int steps = Math.ceilDiv(entries.length, FILES_PER_FOLDER);
        AtomicIntegerArray done = new AtomicIntegerArray(Math.ceilDiv(steps, STRETCH));
        Concurrently.compute(HASHERS, steps, step -> {
            hash(entries, step);
            int first = step / STRETCH * STRETCH;
            int after = Math.min(first + STRETCH, steps);
            if (done.incrementAndGet(step / STRETCH) == after - first) {
                sink.accept(
                        listing(entries, first * FILES_PER_FOLDER, Math.min(after * FILES_PER_FOLDER, entries.length)));
            }
        });
        return listing(entries, 0, entries.length);
    }

    private Listing listing(Entry[] entries, int from, int to) {
        return new Listing(Arrays.asList(entries).subList(from, to), size);
    }

    private void hash(Entry[] entries, int step) throws IOException {
        MessageDigest sha256 = Sha256.start();
        byte[] buffer = new byte[size];
        int from = step * FILES_PER_FOLDER;
        for (int index = from; index < Math.min(entries.length, from + FILES_PER_FOLDER); index++) {
            sha256.update(buffer, 0, read(index, buffer));
            entries[index] = new Entry(paths.get(index), UnsafeByteOperations.unsafeWrap(sha256.digest()));
        }
    }

    private int read(int index, byte[] buffer) throws IOException {
        try (FileChannel file = FileChannel.open(root.resolve(paths.get(index)))) {
            ByteBuffer target = ByteBuffer.wrap(buffer);
            while (target.hasRemaining() && file.read(target) >= 0) {
                // until it is full or the file ends
            }
            return target.position();
        }
    }

    byte[] content(String path) throws IOException {
        return Files.readAllBytes(root.resolve(path));
    }

    /// Gives some files, spread over the folder, other bytes.
    void change(int count) throws IOException {
        byte[] content = new byte[size];
        for (int index = 0; index < count; index++) {
            ThreadLocalRandom.current().nextBytes(content);
            Files.write(root.resolve(paths.get(index * paths.size() / count)), content);
        }
    }
}
