package dev.pedigree.artifact.upload;

import com.google.protobuf.ByteString;
import dev.pedigree.artifact.blob.Payload;
import dev.pedigree.artifact.limit.Room;
import dev.pedigree.chassis.fault.Cancelled;
import dev.pedigree.chassis.store.Multipart;
import dev.pedigree.chassis.store.ObjectStore;
import dev.pedigree.chassis.store.Part;
import io.grpc.Context;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One object on its way in parts, each hashed and sent by a thread of its own while the next is gathered. Nothing
/// is visible before `complete`; closed without it, the upload leaves nothing.
///
/// For use by one thread.
final class PartUpload implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(PartUpload.class);

    private final ObjectStore objects;
    private final Multipart upload;
    private final Room room;
    private final int partSize;
    private final Semaphore places;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Future<Part>> sent = new ArrayList<>();
    private Optional<Room.Lot> lot = Optional.empty();
    private ByteString gathered = ByteString.EMPTY;
    private boolean complete;

    private PartUpload(ObjectStore objects, Multipart upload, Room room, Parts parts) {
        this.objects = objects;
        this.upload = upload;
        this.room = room;
        this.partSize = parts.size();
        this.places = new Semaphore(parts.inFlight());
    }

    static PartUpload begin(ObjectStore objects, String key, Room room, Parts parts) {
        return new PartUpload(objects, objects.begin(key), room, parts);
    }

    /// Takes the next bytes; blocks while there is no room for them.
    void add(ByteString chunk) {
        ByteString rest = chunk;
        while (!rest.isEmpty()) {
            if (lot.isEmpty()) {
                lot = Optional.of(room.take(partSize));
            }
            int taken = Math.min(rest.size(), partSize - gathered.size());
            gathered = gathered.concat(rest.substring(0, taken));
            rest = rest.substring(taken);
            if (gathered.size() == partSize) {
                send();
            }
        }
    }

    /// Makes the object. To be called when all bytes came and were found right.
    void complete() {
        if (!gathered.isEmpty()) {
            send();
        }
        List<Part> parts = sent.stream().map(PartUpload::join).toList();
        // An object that is there by now has the same bytes: whoever loses this race has won it.
        complete = objects.complete(upload, parts) == ObjectStore.Written.NOW;
    }

    private void send() {
        sent.stream().filter(Future::isDone).forEach(PartUpload::join); // a lost part ends it now, not after the last
        acquirePlace();
        int number = sent.size() + 1;
        ByteString part = gathered;
        Room.Lot itsRoom = lot.orElseThrow();
        gathered = ByteString.EMPTY;
        lot = Optional.empty();
        sent.add(threads.submit(Context.current().wrap(() -> {
            try (itsRoom) {
                return objects.put(upload, number, Payload.of(part).content());
            } finally {
                places.release();
            }
        })));
    }

    private void acquirePlace() {
        try {
            places.acquire();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new Cancelled();
        }
    }

    private static Part join(Future<Part> part) {
        try {
            return part.get();
        } catch (ExecutionException failure) {
            throw failure.getCause() instanceof RuntimeException unchecked
                    ? unchecked
                    : new IllegalStateException(failure.getCause());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new Cancelled();
        }
    }

    /// The call may be over and its thread interrupted, so another one cleans up behind it.
    @Override
    public void close() {
        lot.ifPresent(Room.Lot::close);
        if (complete) {
            threads.close();
        } else {
            Thread.ofVirtual().name("abort-upload").start(this::abort);
        }
    }

    private void abort() {
        threads.shutdownNow();
        threads.close();
        try {
            objects.abort(upload);
        } catch (RuntimeException failure) {
            LOGGER.warn("an upload could not be aborted; the bucket's lifecycle rule will: {}", upload, failure);
        }
    }
}
