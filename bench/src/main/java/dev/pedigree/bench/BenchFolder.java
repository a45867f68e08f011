package dev.pedigree.bench;

import dev.pedigree.testkit.PrivateFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A folder for the time of one run, in the build's own: the system's temporary folder may be memory, where a commit
/// costs nothing.
public record BenchFolder(Path path) implements AutoCloseable {
    private static final Path PARENT = Path.of("bench", "target");

    public static BenchFolder create() throws IOException {
        Files.createDirectories(PARENT);
        return new BenchFolder(Files.createTempDirectory(PARENT, "run-").toAbsolutePath());
    }

    @Override
    public void close() {
        PrivateFiles.deleteTree(path);
    }
}
