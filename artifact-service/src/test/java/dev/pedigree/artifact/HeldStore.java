package dev.pedigree.artifact;

import dev.pedigree.chassis.store.ObjectStore;
import dev.pedigree.chassis.store.StoredObject;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// The real store, where reads of some objects wait until they are let go.
final class HeldStore extends ForwardingStore {
    private static final int LONGEST_SECONDS = 20;

    private final List<Hold> holds = new CopyOnWriteArrayList<>();

    HeldStore(ObjectStore store) {
        super(store);
    }

    /// From now on those wait who read an object whose key contains `part`.
    Hold holdGet(String part) {
        return hold("GET", part);
    }

    /// The same for those who ask whether there is one.
    Hold holdHead(String part) {
        return hold("HEAD", part);
    }

    private Hold hold(String method, String part) {
        Hold hold = new Hold(method, part, new CountDownLatch(1), new CountDownLatch(1));
        holds.add(hold);
        return hold;
    }

    record Hold(String method, String part, CountDownLatch arrived, CountDownLatch letGo) {
        void awaitArrival() throws InterruptedException {
            await(arrived);
        }

        void release() {
            letGo.countDown();
        }

        private void meet(String method, String key) {
            if (this.method.equals(method) && key.contains(part)) {
                arrived.countDown();
                try {
                    await(letGo);
                } catch (InterruptedException interrupted) {
                    throw new IllegalStateException(interrupted);
                }
            }
        }

        private static void await(CountDownLatch latch) throws InterruptedException {
            if (!latch.await(LONGEST_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException("it did not come");
            }
        }
    }

    @Override
    public Optional<InputStream> get(String key) {
        holds.forEach(hold -> hold.meet("GET", key));
        return super.get(key);
    }

    @Override
    public Optional<StoredObject> head(String key) {
        holds.forEach(hold -> hold.meet("HEAD", key));
        return super.head(key);
    }
}
