package dev.pedigree.artifact;

import dev.pedigree.chassis.store.Content;
import dev.pedigree.chassis.store.ObjectStore;
import dev.pedigree.chassis.store.StoredObject;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/// The real store, for those that come between in some of its methods.
abstract class ForwardingStore implements ObjectStore {
    private final ObjectStore store;

    ForwardingStore(ObjectStore store) {
        this.store = store;
    }

    @Override
    public Written put(String key, Content content) {
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
