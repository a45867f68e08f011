package dev.pedigree.artifact.rebuild;

import dev.pedigree.artifact.blob.Blob;
import dev.pedigree.artifact.blob.Container;
import dev.pedigree.artifact.blob.Location;
import dev.pedigree.artifact.pack.PackFooter;
import dev.pedigree.artifact.pack.PackFooter.Trailer;
import dev.pedigree.chassis.store.ObjectStore;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;

/// Reads from a pack what lies in it.
final class PackIndex {
    private final ObjectStore objects;

    PackIndex(ObjectStore objects) {
        this.objects = objects;
    }

    /// The blobs in it; empty if it is no pack that can be read.
    Optional<List<Blob>> read(Container pack) {
        long size = pack.size();
        if (size < PackFooter.TRAILER) {
            return Optional.empty();
        }
        byte[] end = bytes(pack.key(), size - PackFooter.TRAILER, PackFooter.TRAILER);
        return PackFooter.readTrailer(end, size).flatMap(trailer -> blobs(pack, trailer));
    }

    private Optional<List<Blob>> blobs(Container pack, Trailer trailer) {
        byte[] entries = trailer.count() == 0 ? new byte[0] : bytes(pack.key(), trailer.offset(), trailer.length());
        return PackFooter.readEntries(trailer, entries)
                .map(found -> found.stream()
                        .map(entry -> new Blob(
                                entry.digest(),
                                entry.size(),
                                new Location(pack, entry.offset(), entry.length(), entry.encoding())))
                        .toList());
    }

    private byte[] bytes(String key, long offset, int length) {
        try (InputStream stream = objects.get(key, offset, length).orElseGet(InputStream::nullInputStream)) {
            return stream.readNBytes(length);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
