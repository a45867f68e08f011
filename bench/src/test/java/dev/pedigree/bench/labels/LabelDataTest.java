package dev.pedigree.bench.labels;

import static dev.pedigree.bench.labels.Duck.literal;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabelDataTest {
    @TempDir
    Path folder;

    @Test
    void correctionsStateWhatTheLabelsAre() throws Exception {
        try (Duck duck = Duck.open(folder)) {
            LabelData data = new LabelData(duck, folder);
            Path labels = data.labels(1_000);
            Path corrections = data.corrections("c", 500, 600, 10, 0, "why");

            assertThat(duck.number("select count(*) from %s l join %s c using (sample, annotator)"
                                    .formatted(literal(labels), literal(corrections))
                            + " where l.class = c.original and c.corrected <> c.original"))
                    .isEqualTo(110);
        }
    }

    @Test
    void newLabelsHaveSamplesOfTheirOwn() throws Exception {
        try (Duck duck = Duck.open(folder)) {
            LabelData data = new LabelData(duck, folder);
            String query = "select count(*) from %s l anti join %s n using (sample)";
            Path labels = data.labels(1_000);

            assertThat(duck.number(query.formatted(literal(labels), literal(data.newLabels("n", 1_000, 2_000)))))
                    .isEqualTo(1_000);
            assertThat(duck.number(query.formatted(literal(labels), literal(data.labelsApart("a", "z", 1_000)))))
                    .isEqualTo(1_000);
        }
    }
}
