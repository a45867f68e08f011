package dev.pedigree.artifact;

import dev.pedigree.chassis.fault.Unavailable;
import dev.pedigree.chassis.store.Content;
import dev.pedigree.chassis.store.ObjectStore;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// The real store behind a gate that every write of an object waits at.
final class GatedStore extends ForwardingStore {
    private final Semaphore gate = new Semaphore(0);
    private final AtomicInteger arrived = new AtomicInteger();
    private volatile boolean failing;

    GatedStore(ObjectStore store) {
        super(store);
    }

    /// Lets `writes` writes through.
    void open(int writes) {
        gate.release(writes);
    }

    /// Whether writes that get through now fail.
    void fail(boolean failing) {
        this.failing = failing;
    }

    /// How many writes came to the gate.
    int arrived() {
        return arrived.get();
    }

    @Override
    public Written put(String key, Content content) {
        arrived.incrementAndGet();
        try {
            if (!gate.tryAcquire(20, TimeUnit.SECONDS)) {
                throw new IllegalStateException("the gate stayed closed");
            }
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
        if (failing) {
            throw Unavailable.dependency("s3");
        }
        return super.put(key, content);
    }
}
