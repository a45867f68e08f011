package dev.pedigree.bench.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FloorWriterTest {
    @Test
    void rowsOfOneTableGoInOneStatement() {
        List<Row> rows = List.of(
                new Row("version", Map.of("id", 1)),
                new Row("edge", Map.of("source", 1)),
                new Row("edge", Map.of("source", 1)),
                new Row("change", Map.of("subject", "s")));

        assertThat(FloorWriter.inserts(rows)).isEqualTo("""
                insert into version (id) values (?);
                insert into edge (source) values (?), (?);
                insert into change (subject) values (?)""");
    }
}
