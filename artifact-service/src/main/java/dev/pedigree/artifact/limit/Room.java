package dev.pedigree.artifact.limit;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import dev.pedigree.chassis.fault.Cancelled;
import dev.pedigree.chassis.fault.Exhausted;
import dev.pedigree.chassis.identity.Caller;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/// The memory that bytes on their way may take, over all calls.
///
/// A call takes room before it reads what fills it, so a client is held back while others are served: that is how
/// back-pressure passes from S3 to the clients. Nobody who has room waits for more, so no calls can wait for one
/// another in a circle.
///
/// One caller has no more than a share of it, in all calls together: room is kept for as long as a client takes to send
/// or read what fills it, and whoever does so slowly must not keep all of it from the others. What is done for no
/// caller, in the background, has a share like one.
public final class Room {
    private static final long UNIT = 64 << 10;

    private final int size;
    private final int most;
    private final Semaphore units;
    private final Duration patience;
    private final AtomicLong refused = new AtomicLong();

    /// Shares of callers who have room; others need not be remembered.
    private final LoadingCache<String, Semaphore> shares;

    /// @param share bytes that one caller may have at once
    public Room(long bytes, long share, Duration patience) {
        this.size = units(bytes);
        this.units = new Semaphore(size, true);
        this.patience = patience;
        this.most = Math.min(units(share), size);
        this.shares = Caffeine.newBuilder().weakValues().build(_ -> new Semaphore(most, true));
    }

    /// Tells how full it is.
    ///
    /// @param name of this room among others
    public void bindTo(MeterRegistry meters, String name) {
        Gauge.builder("pedigree.artifact.room.used", this, room -> (room.size - room.units.availablePermits()) * UNIT)
                .description("Memory that bytes on their way take")
                .baseUnit("bytes")
                .tag("room", name)
                .register(meters);
        Gauge.builder("pedigree.artifact.room.size", this, room -> room.size * UNIT)
                .description("Memory that bytes on their way may take")
                .baseUnit("bytes")
                .tag("room", name)
                .register(meters);
        FunctionCounter.builder("pedigree.artifact.room.refused", refused, AtomicLong::get)
                .description("Calls that were sent away, since no memory became free in time")
                .tag("room", name)
                .register(meters);
    }

    /// Waits for room; refuses when none becomes free in time. What is larger than a share, which was taken in when
    /// there was more memory, gets a whole one: it would else wait for more than there ever is.
    public Lot take(long bytes) {
        int wanted = (int) Math.min(most, Math.ceilDiv(bytes, UNIT));
        Semaphore share = share();
        try {
            if (!acquire(share, wanted)) {
                refused.incrementAndGet();
                throw new Exhausted("too many bytes are on their way at once");
            }
            return new Lot(share, wanted);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new Cancelled();
        }
    }

    private boolean acquire(Semaphore share, int wanted) throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        if (!share.tryAcquire(wanted, patience.toNanos(), TimeUnit.NANOSECONDS)) {
            return false;
        }
        boolean taken = false;
        try {
            taken = units.tryAcquire(wanted, end - System.nanoTime(), TimeUnit.NANOSECONDS);
            return taken;
        } finally {
            share.release(taken ? 0 : wanted);
        }
    }

    /// Takes room if there is some at once.
    public Optional<Lot> takeNow(long bytes) {
        int wanted = units(bytes);
        Semaphore share = share();
        if (!share.tryAcquire(wanted)) {
            return Optional.empty();
        }
        if (!units.tryAcquire(wanted)) {
            share.release(wanted);
            return Optional.empty();
        }
        return Optional.of(new Lot(share, wanted));
    }

    private Semaphore share() {
        return shares.get(Caller.find().map(Caller::account).orElse(""));
    }

    private static int units(long bytes) {
        return Math.toIntExact(Math.ceilDiv(bytes, UNIT));
    }

    /// Room taken; closing it gives it back.
    public final class Lot implements AutoCloseable {
        private final Semaphore share;
        private final AtomicInteger size;

        private Lot(Semaphore share, int size) {
            this.share = share;
            this.size = new AtomicInteger(size);
        }

        /// Gives back what is more than `bytes` need.
        public void shrink(long bytes) {
            int needed = units(bytes);
            release(Math.max(0, size.getAndUpdate(had -> Math.min(had, needed)) - needed));
        }

        /// The same room in other hands; this lot is empty from now on.
        public Lot handOver() {
            return new Lot(share, size.getAndSet(0));
        }

        @Override
        public void close() {
            release(size.getAndSet(0));
        }

        private void release(int count) {
            units.release(count);
            share.release(count);
        }
    }
}
