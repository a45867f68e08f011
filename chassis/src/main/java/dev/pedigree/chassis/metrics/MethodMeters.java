package dev.pedigree.chassis.metrics;

import io.grpc.Status;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReferenceArray;

/// The meters of one method, looked up once: a look-up costs more than the counting.
final class MethodMeters {
    /// A selection of the bounds that A66 names: a whole set for every method and status is more than anybody reads.
    private static final Duration[] LATENCIES = {
        Duration.ofMillis(1),
        Duration.ofMillis(2),
        Duration.ofMillis(5),
        Duration.ofMillis(10),
        Duration.ofMillis(25),
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofSeconds(5),
        Duration.ofSeconds(10),
        Duration.ofSeconds(30),
        Duration.ofMinutes(5)
    };

    private final MeterRegistry meters;
    private final String method;
    private final Counter started;
    private final AtomicReferenceArray<Outcome> outcomes = new AtomicReferenceArray<>(Status.Code.values().length);

    MethodMeters(MeterRegistry meters, String method) {
        this.meters = meters;
        this.method = method;
        this.started = meters.counter("grpc.server.call.started", "grpc.method", method);
    }

    void started() {
        started.increment();
    }

    void ended(Status.Code code, Duration duration, long sent, long received) {
        Outcome outcome = outcomes.updateAndGet(code.value(), present -> present != null ? present : outcome(code));
        outcome.duration().record(duration);
        outcome.sent().record(sent);
        outcome.received().record(received);
    }

    private Outcome outcome(Status.Code code) {
        Tags tags = Tags.of("grpc.method", method, "grpc.status", code.name());
        return new Outcome(
                Timer.builder("grpc.server.call.duration")
                        .tags(tags)
                        .serviceLevelObjectives(LATENCIES)
                        .register(meters),
                size("grpc.server.call.sent_total_compressed_message_size", tags),
                size("grpc.server.call.rcvd_total_compressed_message_size", tags));
    }

    private DistributionSummary size(String name, Tags tags) {
        return DistributionSummary.builder(name).baseUnit("bytes").tags(tags).register(meters);
    }

    private record Outcome(Timer duration, DistributionSummary sent, DistributionSummary received) {}
}
