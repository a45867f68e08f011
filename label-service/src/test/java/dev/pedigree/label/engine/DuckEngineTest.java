package dev.pedigree.label.engine;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

final class DuckEngineTest extends EngineContract {
    @Override
    Engine open(Path folder) {
        return DuckEngine.open(new DuckSettings(128, 128, 2, 4), folder.resolve("spill"), List.of(folder));
    }

    @Test
    void filesElsewhereAreNotOpened() {
        try (Engine engine = open(folder);
                Session session = engine.open()) {
            assertThatThrownBy(() -> session.query(sql -> sql.fetch("select * from read_csv('/etc/passwd')")))
                    .hasMessageContaining("disabled by configuration");
        }
    }
}
