package dev.pedigree.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Folders of temporary servers. Making one also clears away those whose process was killed, and stops their servers.
final class TemporaryFolders {
    private static final String PREFIX = "pedigree-postgres-";

    /// A younger folder may belong to a process that is about to lock it.
    private static final Duration SETTLED = Duration.ofMinutes(2);

    static Path create() {
        try {
            Path parent = Path.of(System.getProperty("java.io.tmpdir"));
            sweep(parent);
            return Files.createTempDirectory(parent, PREFIX).toRealPath();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void sweep(Path parent) throws IOException {
        for (Path folder : candidates(parent)) {
            Optional<FolderLock> lock = FolderLock.tryTake(folder);
            if (lock.isPresent()) {
                try (FolderLock _ = lock.get()) {
                    new PostgresServer(PostgresBinaries.unpacked(), folder).stopOrphan();
                }
                PrivateFiles.deleteTree(folder);
            }
        }
    }

    private static List<Path> candidates(Path parent) throws IOException {
        Instant settled = Instant.now().minus(SETTLED);
        try (Stream<Path> children = Files.list(parent)) {
            return children.filter(child -> child.getFileName().toString().startsWith(PREFIX))
                    .filter(Files::isWritable)
                    .filter(child -> child.toFile().lastModified() < settled.toEpochMilli())
                    .toList();
        }
    }

    private TemporaryFolders() {}
}
