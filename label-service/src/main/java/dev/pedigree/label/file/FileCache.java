package dev.pedigree.label.file;

import dev.pedigree.chassis.fault.Corrupt;
import dev.pedigree.chassis.fault.Exhausted;
import dev.pedigree.chassis.fault.NotFound;
import dev.pedigree.label.intake.Folders;
import dev.pedigree.label.upstream.ArtifactClient;
import dev.pedigree.lifecycle.Digest;
import dev.pedigree.lifecycle.name.BlobName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/// Immutable files by content, as many as fit. What is not here is fetched; what has not been used for longest
/// makes room, unless somebody is using it.
///
/// Files of one project are never given to another: a file is known by its whole name.
public final class FileCache {
    private static final String PARTIAL = ".partial";

    private final ArtifactClient artifacts;
    private final Losses losses;
    private final Path folder;
    private final long mostBytes;
    private final ReentrantLock lock = new ReentrantLock();
    private final LinkedHashMap<BlobName, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);
    private final Map<BlobName, Turn> fetching = new HashMap<>();
    private long bytes;

    private static final class Entry {
        private final Path path;
        private final long size;
        private int users;

        Entry(Path path, long size) {
            this.path = path;
            this.size = size;
        }
    }

    /// Who fetches a file that others want too; it is there as long as anybody does.
    private static final class Turn {
        private final ReentrantLock lock = new ReentrantLock();
        private int wanting;
    }

    /// @param folder of this cache alone
    public FileCache(ArtifactClient artifacts, Losses losses, Path folder, long mostBytes) {
        this.artifacts = artifacts;
        this.losses = losses;
        this.folder = Folders.ensure(folder);
        this.mostBytes = mostBytes;
        readFolder();
    }

    /// Files that stay until it is closed.
    public final class Use implements AutoCloseable {
        private final List<BlobName> used = new ArrayList<>();

        private Use() {}

        /// The file on this machine, fetched if need be. Errors: LABEL_FILES_MISSING, CONTENT_CORRUPT, OVERLOADED.
        public Path get(BlobName name, long size) {
            Path path = FileCache.this.get(name, size);
            used.add(name);
            return path;
        }

        @Override
        public void close() {
            used.forEach(FileCache.this::leave);
        }
    }

    /// Of all files that are here.
    public long bytes() {
        lock.lock();
        try {
            return bytes;
        } finally {
            lock.unlock();
        }
    }

    public Use use() {
        return new Use();
    }

    /// Takes over a file that was just stored in artifact-service, so that it need not be fetched.
    public void adopt(BlobName name, Path file) {
        try {
            long size = Files.size(file);
            lock.lock();
            try {
                if (!entries.containsKey(name) && makeRoom(size)) {
                    Files.createDirectories(path(name).getParent());
                    Files.move(file, path(name), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
                    put(name, size);
                }
            } finally {
                lock.unlock();
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private Path get(BlobName name, long size) {
        Turn turn;
        lock.lock();
        try {
            Entry entry = entries.get(name);
            if (entry != null) {
                entry.users++;
                return entry.path;
            }
            turn = fetching.computeIfAbsent(name, _ -> new Turn());
            turn.wanting++;
        } finally {
            lock.unlock();
        }
        turn.lock.lock(); // who wants the same file waits for it
        try {
            return present(name, size);
        } finally {
            turn.lock.unlock();
            leave(name, turn);
        }
    }

    private void leave(BlobName name, Turn turn) {
        lock.lock();
        try {
            turn.wanting--;
            if (turn.wanting == 0) {
                fetching.remove(name);
            }
        } finally {
            lock.unlock();
        }
    }

    private Path present(BlobName name, long size) {
        lock.lock();
        try {
            Entry entry = entries.get(name);
            if (entry != null) {
                entry.users++;
                return entry.path;
            }
            if (!makeRoom(size)) {
                throw new Exhausted("label files in use fill the cache");
            }
            bytes += size; // reserved while it comes
        } finally {
            lock.unlock();
        }
        boolean fetched = false;
        try {
            fetch(name);
            fetched = true;
        } finally {
            lock.lock();
            try {
                bytes -= size;
                if (fetched) {
                    put(name, size).users++;
                }
            } finally {
                lock.unlock();
            }
        }
        return path(name);
    }

    private void fetch(BlobName name) {
        try {
            Path path = path(name);
            Files.createDirectories(path.getParent());
            Path partial = Files.createTempFile(path.getParent(), "", PARTIAL);
            try {
                artifacts.download(name, partial, Long.MAX_VALUE);
                Files.move(partial, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(partial);
            }
        } catch (NotFound gone) {
            losses.report(name.project());
            throw (Corrupt) Corrupt.labelFiles(name.project().toString()).causedBy(gone);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private void leave(BlobName name) {
        lock.lock();
        try {
            entries.get(name).users--;
        } finally {
            lock.unlock();
        }
    }

    /// The entry of a file that is here now, and may have been before: adopted while it came.
    private Entry put(BlobName name, long size) {
        return entries.computeIfAbsent(name, _ -> {
            bytes += size;
            return new Entry(path(name), size);
        });
    }

    /// Drops what was not used for longest, until `size` more bytes fit.
    private boolean makeRoom(long size) {
        var oldestFirst = entries.entrySet().iterator();
        while (bytes + size > mostBytes && oldestFirst.hasNext()) {
            Entry oldest = oldestFirst.next().getValue();
            if (oldest.users == 0) {
                delete(oldest.path);
                bytes -= oldest.size;
                oldestFirst.remove();
            }
        }
        return bytes + size <= mostBytes;
    }

    private static void delete(Path path) {
        try {
            Files.deleteIfExists(path);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private Path path(BlobName name) {
        return folder.resolve(name.project().id()).resolve(name.digest().hex() + ".parquet");
    }

    /// What an earlier process left is used again if it is what its name says; the rest is deleted.
    private void readFolder() {
        try (Stream<Path> paths = Files.walk(folder)) {
            paths.filter(Files::isRegularFile).toList().forEach(this::readFile);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private void readFile(Path file) {
        try {
            String hex = file.getFileName().toString().replace(".parquet", "");
            Digest digest = ArtifactClient.digest(file);
            long size = Files.size(file);
            if (digest.hex().equals(hex) && bytes + size <= mostBytes) {
                put(
                        BlobName.parse("projects/%s/blobs/%s"
                                .formatted(file.getParent().getFileName(), digest)),
                        size);
            } else {
                Files.delete(file);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
