package dev.pedigree.artifact.download;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import dev.pedigree.artifact.blob.Blob;
import dev.pedigree.artifact.blob.Encoding;
import dev.pedigree.artifact.blob.Hasher;
import dev.pedigree.artifact.blob.Location;
import dev.pedigree.chassis.fault.Corrupt;
import dev.pedigree.chassis.store.ObjectStore;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.function.Consumer;

/// Reads blobs back and checks every byte.
///
/// The last chunk is handed over only after the digest was found right. So a blob of one chunk is verified before a
/// byte of it is out, and whoever has all bytes of a larger one has the right ones.
public final class VerifiedReader {
    private final ObjectStore objects;
    private final int chunkSize;

    public VerifiedReader(ObjectStore objects, int chunkSize) {
        this.objects = objects;
        this.chunkSize = chunkSize;
    }

    /// Hands the bytes over chunk by chunk; CONTENT_CORRUPT if they are not what they were.
    public void read(Blob blob, Consumer<ByteString> sink) {
        if (blob.location().encoding() == Encoding.IDENTITY) {
            readPlain(blob, sink);
        } else {
            readEncoded(blob, sink);
        }
    }

    /// Only small blobs are encoded, so this one is in memory for a moment.
    private void readEncoded(Blob blob, Consumer<ByteString> sink) {
        try (InputStream stored = open(blob)) {
            ByteString bytes =
                    Verified.decode(blob, ByteString.readFrom(stored)).orElseThrow(() -> corrupt(blob));
            for (int start = 0; start < bytes.size(); start += chunkSize) {
                sink.accept(bytes.substring(start, Math.min(bytes.size(), start + chunkSize)));
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private void readPlain(Blob blob, Consumer<ByteString> sink) {
        Hasher hasher = new Hasher();
        try (InputStream stored = open(blob)) {
            ByteString held = chunk(stored, blob, hasher);
            while (hasher.count() < blob.size()) {
                ByteString next = chunk(stored, blob, hasher);
                if (next.isEmpty()) {
                    throw corrupt(blob); // there is less than there was
                }
                sink.accept(held);
                held = next;
            }
            if (!hasher.finish().equals(blob.digest())) {
                throw corrupt(blob);
            }
            sink.accept(held);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /// All bytes at once, for blobs known to be small.
    public ByteString readAll(Blob blob) {
        ByteString.Output all = ByteString.newOutput(Math.toIntExact(blob.size()));
        read(blob, chunk -> write(chunk, all));
        return all.toByteString();
    }

    /// Reads a blob, and says whether it is what it was.
    public boolean isSound(Blob blob) {
        try {
            read(blob, _ -> {});
            return true;
        } catch (Corrupt _) {
            return false;
        }
    }

    private InputStream open(Blob blob) {
        if (blob.damaged()) {
            throw corrupt(blob);
        }
        Location location = blob.location();
        if (location.length() == 0) {
            return InputStream.nullInputStream(); // no range is empty
        }
        return objects.get(location.key(), location.offset(), location.length()).orElseThrow(() -> corrupt(blob));
    }

    private ByteString chunk(InputStream stored, Blob blob, Hasher hasher) throws IOException {
        byte[] buffer = new byte[(int) Math.min(chunkSize, blob.size() - hasher.count())];
        int count = stored.readNBytes(buffer, 0, buffer.length);
        ByteString chunk =
                UnsafeByteOperations.unsafeWrap(count == buffer.length ? buffer : Arrays.copyOf(buffer, count));
        hasher.update(chunk);
        return chunk;
    }

    private static void write(ByteString chunk, ByteString.Output all) {
        try {
            chunk.writeTo(all);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static Corrupt corrupt(Blob blob) {
        return new Corrupt(blob.digest().toString());
    }
}
