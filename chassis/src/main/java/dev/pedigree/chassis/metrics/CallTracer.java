package dev.pedigree.chassis.metrics;

import io.grpc.ServerStreamTracer;
import io.grpc.Status;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;

/// Measures one call of a server.
final class CallTracer extends ServerStreamTracer {
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
    private final long started = System.nanoTime();
    private final LongAdder sent = new LongAdder();
    private final LongAdder received = new LongAdder();
    private final AtomicBoolean ended = new AtomicBoolean();

    CallTracer(MeterRegistry meters, String method) {
        this.meters = meters;
        this.method = method;
    }

    @Override
    public void outboundWireSize(long bytes) {
        sent.add(bytes);
    }

    @Override
    public void inboundWireSize(long bytes) {
        received.add(bytes);
    }

    @Override
    public void streamClosed(Status status) {
        if (!ended.compareAndSet(false, true)) {
            return;
        }
        Tags tags =
                Tags.of("grpc.method", method, "grpc.status", status.getCode().name());
        Timer.builder("grpc.server.call.duration")
                .tags(tags)
                .serviceLevelObjectives(LATENCIES)
                .register(meters)
                .record(Duration.ofNanos(System.nanoTime() - started));
        size("grpc.server.call.sent_total_compressed_message_size", tags).record(sent.sum());
        size("grpc.server.call.rcvd_total_compressed_message_size", tags).record(received.sum());
    }

    private DistributionSummary size(String name, Tags tags) {
        return DistributionSummary.builder(name).baseUnit("bytes").tags(tags).register(meters);
    }
}
