package dev.pedigree.bench.labels;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptTest {
    @TempDir
    Path folder;

    @Test
    void whatWasMadeOnceIsFoundByTheNextRun() throws Exception {
        assertThat(Kept.in(folder).get("project", () -> "projects/bench")).isEqualTo("projects/bench");

        assertThat(Kept.in(folder).get("project", () -> "projects/another")).isEqualTo("projects/bench");
    }
}
