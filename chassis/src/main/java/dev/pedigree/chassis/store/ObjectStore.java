package dev.pedigree.chassis.store;

import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/// Objects under keys, written once and never changed: what is there stays as it is until it is deleted.
///
/// A write that finds the key taken changes nothing and says so; of several at once, one wins. An object is visible
/// whole or not at all. Every write states the SHA-256 of its bytes, and the store refuses bytes that do not have it.
/// A store that does not answer is `Unavailable`; nothing is tried twice.
public interface ObjectStore extends AutoCloseable {
    /// Writes an object, unless there is one.
    Written put(String key, Content content);

    /// The bytes of an object, to be read and closed by the caller; empty if there is none.
    Optional<InputStream> get(String key);

    /// `length` bytes of an object from `offset` on, or as many as there are.
    Optional<InputStream> get(String key, long offset, long length);

    Optional<StoredObject> head(String key);

    /// The objects whose keys begin with `prefix`, in the order of their keys, from after `after` on (empty: from the
    /// first on). No more than `limit`, which is at most 1000.
    List<StoredObject> list(String prefix, String after, int limit);

    /// Deletes an object. Does nothing if there is none.
    void delete(String key);

    @Override
    void close();

    /// What became of a write.
    enum Written {
        /// The object is now there.
        NOW,
        /// An object was there before; it is as it was.
        BEFORE
    }
}
