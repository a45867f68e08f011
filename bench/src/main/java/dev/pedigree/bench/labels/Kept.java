package dev.pedigree.bench.labels;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/// Names of what was made on the server, so that a run over the same folder need not make it again.
final class Kept {
    private final Path file;
    private final Properties names = new Properties();

    private Kept(Path file) {
        this.file = file;
    }

    static Kept in(Path folder) throws IOException {
        Kept kept = new Kept(folder.resolve("made.properties"));
        if (Files.exists(kept.file)) {
            try (Reader reader = Files.newBufferedReader(kept.file)) {
                kept.names.load(reader);
            }
        }
        return kept;
    }

    /// Makes something and answers its name.
    @FunctionalInterface
    interface Making {
        String make() throws Exception;
    }

    String get(String key, Making making) throws Exception {
        if (names.getProperty(key) == null) {
            names.setProperty(key, making.make());
            try (Writer writer = Files.newBufferedWriter(file)) {
                names.store(writer, null);
            }
        }
        return names.getProperty(key);
    }
}
