package dev.pedigree.artifact.limit;

import dev.pedigree.chassis.fault.Cancelled;
import dev.pedigree.chassis.fault.Exhausted;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// The memory that bytes on their way may take, over all calls.
///
/// A call takes room before it reads what fills it, so a client is held back while others are served: that is how
/// back-pressure passes from S3 to the clients. Nobody who has room waits for more, so no calls can wait for one
/// another in a circle.
public final class Room {
    private static final int UNIT = 64 << 10;

    private final Semaphore units;
    private final Duration patience;

    public Room(long bytes, Duration patience) {
        this.units = new Semaphore(units(bytes), true);
        this.patience = patience;
    }

    /// Waits for room; refuses when none becomes free in time.
    public Lot take(long bytes) {
        int wanted = units(bytes);
        try {
            if (!units.tryAcquire(wanted, patience.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new Exhausted("too many bytes are on their way at once");
            }
            return new Lot(wanted);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new Cancelled();
        }
    }

    /// Takes room if there is some at once.
    public Optional<Lot> takeNow(long bytes) {
        int wanted = units(bytes);
        return units.tryAcquire(wanted) ? Optional.of(new Lot(wanted)) : Optional.empty();
    }

    private static int units(long bytes) {
        return Math.toIntExact(Math.ceilDiv(bytes, UNIT));
    }

    /// Room taken; closing it gives it back.
    public final class Lot implements AutoCloseable {
        private final AtomicInteger size;

        private Lot(int size) {
            this.size = new AtomicInteger(size);
        }

        /// Gives back what is more than `bytes` need.
        public void shrink(long bytes) {
            int needed = units(bytes);
            units.release(Math.max(0, size.getAndUpdate(had -> Math.min(had, needed)) - needed));
        }

        /// The same room in other hands; this lot is empty from now on.
        public Lot handOver() {
            return new Lot(size.getAndSet(0));
        }

        @Override
        public void close() {
            units.release(size.getAndSet(0));
        }
    }
}
