package dev.pedigree.bench;

import dev.pedigree.testkit.PrivateFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A folder for the time of one run, in the build's own: the system's temporary folder may be memory, where a commit
/// costs nothing.
///
/// @param kept whether it outlives the run
public record BenchFolder(Path path, boolean kept) implements AutoCloseable {
    private static final Path PARENT = Path.of("bench", "target");

    public static BenchFolder create() throws IOException {
        Files.createDirectories(PARENT);
        return new BenchFolder(Files.createTempDirectory(PARENT, "run-").toAbsolutePath(), false);
    }

    /// Goes on with what an earlier run left there, if any did.
    public static BenchFolder keep(Path folder) throws IOException {
        return new BenchFolder(Files.createDirectories(folder).toAbsolutePath(), true);
    }

    @Override
    public void close() {
        if (!kept) {
            PrivateFiles.deleteTree(path);
        }
    }
}
