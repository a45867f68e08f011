package dev.pedigree.artifact.large;

import com.google.protobuf.ByteString;
import dev.pedigree.artifact.limit.Room;
import dev.pedigree.artifact.part.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;

/// Bytes of one stream on their way into parts: some are being written while the next is gathered. For one thread.
final class PartStream implements AutoCloseable {
    private final PartWriter writer;
    private final Session session;
    private final Room room;
    private final Semaphore places;
    private final List<Future<Part>> sent = new ArrayList<>();
    private int number;
    private Optional<Room.Lot> lot = Optional.empty();
    private ByteString gathered = ByteString.EMPTY;

    /// @param first the number of the first part that comes
    PartStream(PartWriter writer, Session session, Room room, int inFlight, int first) {
        this.writer = writer;
        this.session = session;
        this.room = room;
        this.places = new Semaphore(inFlight);
        this.number = first;
    }

    /// Takes the next bytes; blocks while there is no room for them.
    void add(ByteString chunk) throws InterruptedException {
        ByteString rest = chunk;
        while (!rest.isEmpty()) {
            int length = session.cut().length(number);
            if (lot.isEmpty()) {
                lot = Optional.of(room.take(length));
            }
            int taken = Math.min(rest.size(), length - gathered.size());
            gathered = gathered.concat(rest.substring(0, taken));
            rest = rest.substring(taken);
            if (gathered.size() == length) {
                send();
            }
        }
    }

    private void send() throws InterruptedException {
        for (Future<Part> part : sent) {
            if (part.state() == Future.State.FAILED) {
                join(part); // ends it now, not after the last byte
            }
        }
        places.acquire();
        sent.add(writer.write(session, number, gathered, lot.orElseThrow(), places::release));
        number++;
        gathered = ByteString.EMPTY;
        lot = Optional.empty();
    }

    /// Waits until all parts are in the object store; gives them in their order.
    List<Part> finish() throws InterruptedException {
        List<Part> parts = new ArrayList<>(sent.size());
        for (Future<Part> part : sent) {
            parts.add(join(part));
        }
        return parts;
    }

    private static Part join(Future<Part> part) throws InterruptedException {
        try {
            return part.get();
        } catch (ExecutionException failure) {
            throw failure.getCause() instanceof RuntimeException unchecked
                    ? unchecked
                    : new IllegalStateException(failure.getCause());
        }
    }

    /// What has not become a whole part is given up.
    @Override
    public void close() {
        lot.ifPresent(Room.Lot::close);
    }
}
