package dev.pedigree.artifact.upload;

import com.google.protobuf.ByteString;
import dev.pedigree.artifact.blob.DigestMismatch;
import dev.pedigree.artifact.blob.Hasher;
import dev.pedigree.lifecycle.Digest;
import java.util.Iterator;

/// Bytes as they come in, hashed and counted while they pass to whoever takes them; more of them than were declared
/// end it at once.
final class CheckedBytes implements Iterator<ByteString> {
    private final Iterator<ByteString> source;
    private final Digest expected;
    private final long size;
    private final Hasher hasher = new Hasher();

    CheckedBytes(Iterator<ByteString> source, Digest expected, long size) {
        this.source = source;
        this.expected = expected;
        this.size = size;
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
    void requireComplete() {
        if (hasher.count() < size) {
            throw DigestMismatch.ofSize(expected, size, hasher.count());
        }
        Digest actual = hasher.finish();
        if (!actual.equals(expected)) {
            throw DigestMismatch.of(expected, actual);
        }
    }
}
