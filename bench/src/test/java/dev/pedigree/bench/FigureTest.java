package dev.pedigree.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pedigree.bench.task.Usage;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FigureTest {
    private static final Series RUNS = new Series(List.of(1234.56, 1000.0, 2000.0));

    @Test
    void aFigureIsOneJsonObject() {
        assertThat(new Figure("registry", "create-version-c1", "1/s", RUNS, Optional.empty()).json())
                .isEqualTo(
                        "{\"work\": \"registry\", \"figure\": \"create-version-c1\", \"value\": 1235, \"unit\": \"1/s\","
                                + " \"min\": 1000, \"max\": 2000, \"runs\": 3}");
    }

    @Test
    void theRatioIsTheMedianOverTheMedianOfTheFloor() {
        Series floor = new Series(List.of(5000.0, 4938.24, 4000.0));

        assertThat(new Figure("registry", "f", "1/s", RUNS, Optional.of(floor)).json())
                .endsWith("\"runs\": 3, \"floor\": 4938, \"ratio\": 0.25}");
    }

    @Test
    void smallAndLargeNumbersKeepTheirDigits() {
        Series series = new Series(List.of(0.000123456, 123456789.0, 12.3456));

        assertThat(new Figure("w", "f", "ms", series, Optional.empty()).json())
                .contains("\"value\": 12.35", "\"min\": 0.0001235", "\"max\": 123500000");
    }

    @Test
    void whatProcessesTookStandsBesideBothRates() {
        Figure figure = new Figure(
                "w",
                "f",
                "MB/s",
                RUNS,
                Optional.of(RUNS),
                Map.of("client", new Usage(1.5, 100)),
                Map.of("s3", new Usage(0.25, 50)));

        assertThat(figure.json())
                .endsWith("\"ratio\": 1, \"cpu_s\": {\"client\": 1.5}, \"peak_mib\": {\"client\": 100},"
                        + " \"floor_cpu_s\": {\"s3\": 0.25}, \"floor_peak_mib\": {\"s3\": 50}}");
    }
}
