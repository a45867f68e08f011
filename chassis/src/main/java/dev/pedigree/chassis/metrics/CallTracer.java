package dev.pedigree.chassis.metrics;

import io.grpc.ServerStreamTracer;
import io.grpc.Status;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/// Measures one call of a server.
final class CallTracer extends ServerStreamTracer {
    private final MethodMeters meters;
    private final long started = System.nanoTime();
    private final AtomicLong sent = new AtomicLong();
    private final AtomicLong received = new AtomicLong();
    private final AtomicBoolean ended = new AtomicBoolean();

    CallTracer(MethodMeters meters) {
        this.meters = meters;
        meters.started();
    }

    @Override
    public void outboundWireSize(long bytes) {
        sent.addAndGet(bytes);
    }

    @Override
    public void inboundWireSize(long bytes) {
        received.addAndGet(bytes);
    }

    @Override
    public void streamClosed(Status status) {
        if (ended.compareAndSet(false, true)) {
            Duration duration = Duration.ofNanos(System.nanoTime() - started);
            meters.ended(status.getCode(), duration, sent.get(), received.get());
        }
    }
}
