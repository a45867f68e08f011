package dev.pedigree.lineage.tail;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/// How large the graph is, and how far behind the registry.
public record TailMeters(Replica replica, Clock clock) {
    public void bindTo(MeterRegistry meters) {
        Gauge.builder("pedigree.lineage.nodes", () -> replica.graph().nodes())
                .description("Nodes in the graph")
                .register(meters);
        Gauge.builder("pedigree.lineage.placeholders", () -> replica.graph().placeholders())
                .description("Names that edges point at and whose nodes have not come")
                .register(meters);
        Gauge.builder("pedigree.lineage.edges", () -> replica.graph().edges())
                .description("Edges in the graph")
                .register(meters);
        time(meters, "pedigree.lineage.feed.lag", "From the making of the newest change to its arrival", Standing::lag);
        time(meters, "pedigree.lineage.feed.silence", "Since the feed last said something", s -> since(s.heard()));
        time(meters, "pedigree.lineage.horizon.age", "Since the horizon last moved", s -> since(s.moved()));
    }

    private void time(MeterRegistry meters, String name, String description, Function<Standing, Duration> what) {
        TimeGauge.builder(name, () -> what.apply(replica.standing()).toMillis(), TimeUnit.MILLISECONDS)
                .description(description)
                .register(meters);
    }

    /// Zero before the first time.
    private Duration since(Instant moment) {
        return moment.equals(Instant.EPOCH) ? Duration.ZERO : Duration.between(moment, clock.instant());
    }
}
