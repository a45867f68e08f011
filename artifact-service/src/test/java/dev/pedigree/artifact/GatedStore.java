package dev.pedigree.artifact;

import dev.pedigree.chassis.fault.Unavailable;
import dev.pedigree.chassis.store.Content;
import dev.pedigree.chassis.store.ObjectStore;
import dev.pedigree.chassis.store.StoredObject;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// The real store behind a gate that every write of an object waits at.
final class GatedStore implements ObjectStore {
    private final ObjectStore store;
    private final Semaphore gate = new Semaphore(0);
    private final AtomicInteger arrived = new AtomicInteger();
    private volatile boolean failing;

    GatedStore(ObjectStore store) {
        this.store = store;
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
        return store.put(key, content);
    }

    @Override
    public Optional<InputStream> get(String key) {
        return store.get(key);
    }

    @Override
    public Optional<InputStream> get(String key, long offset, long length) {
        return store.get(key, offset, length);
    }

    @Override
    public Optional<StoredObject> head(String key) {
        return store.head(key);
    }

    @Override
    public List<StoredObject> list(String prefix, String after, int limit) {
        return store.list(prefix, after, limit);
    }

    @Override
    public void delete(String key) {
        store.delete(key);
    }

    @Override
    public void close() {
        store.close();
    }
}
