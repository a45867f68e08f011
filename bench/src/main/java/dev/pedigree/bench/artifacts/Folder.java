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
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/// A folder of small files as a user has one, to be hashed and pushed again and again.
final class Folder {
    private static final int FILES_PER_FOLDER = 100;
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
    List<Entry> hash() throws InterruptedException {
        Entry[] entries = new Entry[paths.size()];
        int perStep = FILES_PER_FOLDER;
        Concurrently.run(HASHERS, Math.ceilDiv(entries.length, perStep), step -> {
            MessageDigest sha256 = Sha256.start();
            byte[] buffer = new byte[size];
            for (int index = step * perStep; index < Math.min(entries.length, (step + 1) * perStep); index++) {
                sha256.update(buffer, 0, read(index, buffer));
                entries[index] = new Entry(paths.get(index), UnsafeByteOperations.unsafeWrap(sha256.digest()));
            }
        });
        return List.of(entries);
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
