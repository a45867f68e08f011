package dev.pedigree.artifact.blob;

import com.google.protobuf.ByteString;
import dev.pedigree.lifecycle.Digest;
import java.util.Iterator;

/// Bytes as they come in, hashed and counted while they pass to whoever takes them; more of them than were declared
/// end it at once.
public final class CheckedBytes implements Iterator<ByteString> {
    private final Iterator<ByteString> source;
    private final Digest expected;
    private final long size;
    private final Hasher hasher;

    public CheckedBytes(Iterator<ByteString> source, Digest expected, long size) {
        this(source, expected, size, new Hasher());
    }

    /// @param hasher that has seen what comes before `source`
    public CheckedBytes(Iterator<ByteString> source, Digest expected, long size, Hasher hasher) {
        this.source = source;
        this.expected = expected;
        this.size = size;
        this.hasher = hasher;
    }

    @Override
    public boolean hasNext() {
        return source.hasNext();
    }

    @Override
    public ByteString next() {
        ByteString chunk = source.next();
        hasher.update(chunk);
        if (hasher.count() > size) {
            throw DigestMismatch.ofSize(expected, size, hasher.count());
        }
        return chunk;
    }

    /// Refuses unless exactly the declared bytes came. Nothing may become visible before this.
    public void requireComplete() {
        if (hasher.count() < size) {
            throw DigestMismatch.ofSize(expected, size, hasher.count());
        }
        Digest actual = hasher.finish();
        if (!actual.equals(expected)) {
            throw DigestMismatch.of(expected, actual);
        }
    }
}
