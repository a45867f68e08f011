package dev.pedigree.artifact.upload;

import dev.pedigree.chassis.fault.Cancelled;
import dev.pedigree.chassis.fault.Exhausted;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// The memory that bytes on their way to the object store may take, over all calls.
///
/// A stream takes room before it reads what fills it, so a client is held back while others are served: that is how
/// back-pressure passes from S3 to the clients. Room taken is given back without taking more, so no calls can wait
/// for one another in a circle.
public final class Room {
    private static final int UNIT = 64 << 10;

    private final Semaphore units;
    private final Duration patience;

    public Room(long bytes, Duration patience) {
        this.units = new Semaphore(units(bytes), true);
        this.patience = patience;
    }

    /// Waits for room; refuses when none becomes free in time.
    Lot take(long bytes) {
        int wanted = units(bytes);
        try {
            if (!units.tryAcquire(wanted, patience.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new Exhausted("too many bytes are being uploaded at once");
            }
            return new Lot(wanted);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new Cancelled();
        }
    }

    private static int units(long bytes) {
        return Math.toIntExact(Math.ceilDiv(bytes, UNIT));
    }

    /// Room taken; closing it gives it back.
    final class Lot implements AutoCloseable {
        private final int size;

        private Lot(int size) {
            this.size = size;
        }

        @Override
        public void close() {
            units.release(size);
        }
    }
}
