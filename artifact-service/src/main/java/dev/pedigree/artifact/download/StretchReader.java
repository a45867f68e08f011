package dev.pedigree.artifact.download;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import dev.pedigree.artifact.blob.Blob;
import dev.pedigree.artifact.blob.Encoding;
import dev.pedigree.chassis.fault.Corrupt;
import dev.pedigree.chassis.store.ObjectStore;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Set;

/// Reads stretches: one request, then every blob is verified by itself.
final class StretchReader {
    private final ObjectStore objects;
    private final Set<Encoding> accepted;

    /// @param accepted what may be handed over as it is stored
    StretchReader(ObjectStore objects, Set<Encoding> accepted) {
        this.objects = objects;
        this.accepted = accepted;
    }

    List<Download> read(Stretch stretch) {
        ByteString stored = stored(stretch);
        return stretch.blobs().stream()
                .map(blob -> download(blob, stored, stretch.offset()))
                .toList();
    }

    /// As much as there is: what is missing is noticed blob by blob.
    private ByteString stored(Stretch stretch) {
        byte[] buffer = new byte[stretch.length()];
        if (buffer.length == 0) {
            return ByteString.EMPTY; // no range is empty
        }
        try (InputStream stream =
                objects.get(stretch.key(), stretch.offset(), buffer.length).orElseGet(InputStream::nullInputStream)) {
            return UnsafeByteOperations.unsafeWrap(buffer, 0, stream.readNBytes(buffer, 0, buffer.length));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private Download download(Blob blob, ByteString stored, long from) {
        int start = Math.toIntExact(blob.location().offset() - from);
        int end = Math.toIntExact(blob.location().end() - from);
        if (blob.damaged() || end > stored.size()) {
            return corrupt(blob);
        }
        ByteString own = stored.substring(start, end);
        Encoding encoding = blob.location().encoding();
        return Verified.decode(blob, own)
                .<Download>map(bytes -> accepted.contains(encoding)
                        ? new Download.Given(blob.digest(), blob.size(), encoding, own)
                        : new Download.Given(blob.digest(), blob.size(), Encoding.IDENTITY, bytes))
                .orElseGet(() -> corrupt(blob));
    }

    private static Download corrupt(Blob blob) {
        return new Download.Refused(blob.digest(), new Corrupt(blob.digest().toString()));
    }
}
