package dev.pedigree.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class LoadTest {
    private static final Window SHORT = new Window(Duration.ofMillis(20), Duration.ofMillis(200));

    @Test
    void theRateIsOfTheWindowAndNotOfTheWarmUp() {
        Histogram latencies = new Histogram(3);
        for (int call = 0; call < 300; call++) {
            latencies.recordValue(2_000_000);
        }
        latencies.recordValueWithCount(40_000_000, 4);

        Sample sample = Sample.of(latencies, Duration.ofMillis(500));

        assertThat(sample.rate()).isEqualTo(608);
        assertThat(sample.p50()).isCloseTo(2, within(0.01));
        assertThat(sample.p99()).isCloseTo(40, within(0.1));
    }

    @Test
    void allClientsCallOneAfterTheOtherUntilTheWindowEnds() throws InterruptedException {
        Sample sample = new Load(4, _ -> () -> Thread.sleep(10)).run(SHORT);

        assertThat(sample.p50()).isGreaterThanOrEqualTo(9.9);
        assertThat(sample.rate()).isLessThanOrEqualTo(410).isGreaterThan(50);
    }

    @Test
    void everyClientHasItsNumber() throws InterruptedException {
        AtomicInteger sum = new AtomicInteger();

        new Load(4, client -> () -> sum.addAndGet(client)).repeat(5);

        assertThat(sum).hasValue(5 * (1 + 2 + 3));
    }

    @Test
    void aCallThatFailsFailsTheRun() {
        Load load = new Load(2, _ -> () -> {
            throw new IllegalArgumentException("no");
        });

        assertThatThrownBy(() -> load.run(SHORT)).hasRootCauseMessage("no");
    }
}
