package dev.pedigree.artifact.sweep;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/// What sweeps have done, and when one last came to its end.
final class SweepMeters {
    private final MeterRegistry meters;
    private final Counter freed;
    private final Counter failures;
    private final Clock clock;
    private volatile Instant ended;

    SweepMeters(MeterRegistry meters, Clock clock) {
        this.meters = meters;
        this.clock = clock;
        this.ended = clock.instant();
        this.freed = Counter.builder("pedigree.artifact.sweep.freed")
                .description("Bytes deleted from the object store")
                .baseUnit("bytes")
                .register(meters);
        this.failures = Counter.builder("pedigree.artifact.sweep.failures")
                .description("Sweeps that did not come to their end")
                .register(meters);
        TimeGauge.builder("pedigree.artifact.sweep.age", this, TimeUnit.SECONDS, SweepMeters::seconds)
                .description("Since a sweep last came to its end, or since this process looks after the store")
                .strongReference(true)
                .register(meters);
    }

    /// @param kind `manifest`, `blob`
    void condemned(String kind, int count) {
        count("pedigree.artifact.sweep.condemned", "Condemned by sweeps", kind, count);
    }

    /// @param kind `manifest`, `blob`, `container`, `orphan`
    void deleted(String kind, int count) {
        count("pedigree.artifact.sweep.deleted", "Deleted by sweeps", kind, count);
    }

    void rewritten(int packs) {
        count("pedigree.artifact.sweep.rewritten", "Rewritten for the space that nobody needs", "pack", packs);
    }

    void freed(long bytes) {
        freed.increment(bytes);
    }

    void ended() {
        ended = clock.instant();
    }

    void failed() {
        failures.increment();
    }

    private void count(String name, String description, String kind, int count) {
        Counter.builder(name)
                .description(description)
                .tag("kind", kind)
                .register(meters)
                .increment(count);
    }

    private double seconds() {
        return Duration.between(ended, clock.instant()).toSeconds();
    }
}
