package dev.pedigree.artifact.part;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import dev.pedigree.artifact.blob.Hasher;
import dev.pedigree.artifact.blob.Parallel;
import dev.pedigree.artifact.limit.Room;
import dev.pedigree.chassis.store.ObjectStore;
import io.grpc.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;

/// Reads parts of a large blob back, one after the other, the next one while the last is being used. Nobody gets a byte
/// of a part before all of it was found right.
///
/// Room for a part is waited for only by those who have none, and a part is read ahead only if there is room at once:
/// so no readers wait for one another.
public final class PartReader {
    private final ObjectStore objects;
    private final Room room;

    public PartReader(ObjectStore objects, Room room) {
        this.objects = objects;
        this.room = room;
    }

    /// Hands `parts` over in their order.
    ///
    /// @param prefix what the keys of their objects begin with
    /// @throws DamagedPart at the first that is not there or not what it was
    public void read(Cut cut, String prefix, List<Part> parts, Consumer<ByteString> sink) {
        Optional<Fetch> next = Optional.empty();
        try {
            for (int index = 0; index < parts.size(); index++) {
                Part part = parts.get(index);
                Fetch current = next.orElseGet(() -> fetch(cut, prefix, part, room.take(cut.length(part.number()))));
                next = Optional.empty();
                try (current) {
                    next = index + 1 < parts.size() ? ahead(cut, prefix, parts.get(index + 1)) : Optional.empty();
                    sink.accept(current.bytes());
                }
            }
        } finally {
            next.ifPresent(Fetch::close);
        }
    }

    private Optional<Fetch> ahead(Cut cut, String prefix, Part part) {
        return room.takeNow(cut.length(part.number())).map(lot -> fetch(cut, prefix, part, lot));
    }

    private Fetch fetch(Cut cut, String prefix, Part part, Room.Lot lot) {
        FutureTask<ByteString> task =
                new FutureTask<>(Context.current().wrap(() -> read(part.key(prefix), cut.length(part.number()), part)));
        Thread.ofVirtual().name("read-part").start(task);
        return new Fetch(task, lot);
    }

    private ByteString read(String key, int length, Part part) {
        try (InputStream stored = objects.get(key).orElseThrow(() -> new DamagedPart(part))) {
            byte[] buffer = new byte[length];
            int count = stored.readNBytes(buffer, 0, length);
            ByteString bytes = UnsafeByteOperations.unsafeWrap(buffer, 0, count);
            if (count < length || !Hasher.hash(bytes).equals(part.digest())) {
                throw new DamagedPart(part);
            }
            return bytes;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /// A part on its way into memory, and the room for it.
    private record Fetch(FutureTask<ByteString> task, Room.Lot lot) implements AutoCloseable {
        ByteString bytes() {
            return Parallel.await(task);
        }

        @Override
        public void close() {
            task.cancel(true);
            lot.close();
        }
    }
}
