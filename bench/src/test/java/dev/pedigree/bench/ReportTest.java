package dev.pedigree.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pedigree.bench.task.Contest;
import dev.pedigree.bench.task.Task;
import dev.pedigree.bench.task.Tasks;
import dev.pedigree.bench.task.Timing;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReportTest {
    private static final List<Sample> OURS =
            List.of(new Sample(100, 2, 9), new Sample(300, 1, 5), new Sample(200, 3, 7));
    private static final List<Sample> FLOOR = List.of(new Sample(400, 1, 2));

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final Report report = new Report("registry", new PrintStream(printed, true, StandardCharsets.UTF_8));

    @Test
    void aRateComesWithItsFloorAndTheLatenciesBesideIt() {
        report.rate("create-version-c8", OURS, FLOOR);

        assertThat(printed.toString(StandardCharsets.UTF_8).lines())
                .containsExactly(
                        "{\"work\": \"registry\", \"figure\": \"create-version-c8\", \"value\": 200, \"unit\":"
                                + " \"1/s\", \"min\": 100, \"max\": 300, \"runs\": 3, \"floor\": 400, \"ratio\": 0.5}",
                        "{\"work\": \"registry\", \"figure\": \"create-version-c8-p50\", \"value\": 2, \"unit\":"
                                + " \"ms\", \"min\": 1, \"max\": 3, \"runs\": 3}",
                        "{\"work\": \"registry\", \"figure\": \"create-version-c8-p99\", \"value\": 7, \"unit\":"
                                + " \"ms\", \"min\": 5, \"max\": 9, \"runs\": 3}");
    }

    @Test
    void aLatencyIsWhatHalfOfTheCallsTookAtMost() {
        report.latency("stats", OURS);

        assertThat(printed.toString(StandardCharsets.UTF_8))
                .contains("\"figure\": \"stats\", \"value\": 2, \"unit\": \"ms\", \"min\": 1, \"max\": 3");
    }

    @Test
    void whatIsCountedStandsBesideItsFloor() {
        report.counted("bytes", "bytes", List.of(30.0, 10.0, 20.0), List.of(40.0));

        assertThat(printed.toString(StandardCharsets.UTF_8))
                .contains("\"value\": 20, \"unit\": \"bytes\"", "\"floor\": 40, \"ratio\": 0.5");
    }

    @Test
    void aContestInSecondsComparesTimes() {
        Task ours = Tasks.of("ours", 1, _ -> {});
        Task floor = Tasks.of("floor", 1, _ -> {});

        report.contest(
                Contest.seconds("export", ours, floor),
                Map.of(ours, List.of(new Timing(1, 3, Map.of())), floor, List.of(new Timing(1, 2, Map.of()))));

        assertThat(printed.toString(StandardCharsets.UTF_8))
                .contains("\"value\": 3, \"unit\": \"s\"", "\"floor\": 2, \"ratio\": 1.5");
    }

    @Test
    void noFigureIsPrintedTwice() {
        report.rate("f", OURS, FLOOR);

        assertThatThrownBy(() -> report.rate("f", OURS, FLOOR)).hasMessageContaining("f was printed before");
    }
}
