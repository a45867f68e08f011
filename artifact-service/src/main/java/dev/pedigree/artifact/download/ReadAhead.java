package dev.pedigree.artifact.download;

import dev.pedigree.artifact.blob.Parallel;
import dev.pedigree.artifact.limit.Room;
import io.grpc.Context;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/// Reads some stretches ahead of the one that is being sent, for one call.
///
/// One stretch waits for room; those ahead of it only use what is free, so that slow readers cannot keep all room
/// from the others.
final class ReadAhead implements AutoCloseable {
    private static final int MOST = 4;

    private final StretchReader reader;
    private final Room room;
    private final Consumer<List<Download>> sink;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Deque<Reading> readings = new ArrayDeque<>();

    ReadAhead(StretchReader reader, Room room, Consumer<List<Download>> sink) {
        this.reader = reader;
        this.room = room;
        this.sink = sink;
    }

    private record Reading(Room.Lot lot, Future<List<Download>> downloads) {}

    /// Begins to read `stretch`, as soon as there is room; sends what was read before, to make some.
    void add(Stretch stretch) {
        Optional<Room.Lot> lot = readings.size() < MOST ? room.takeNow(stretch.room()) : Optional.empty();
        while (lot.isEmpty() && !readings.isEmpty()) {
            sendNext();
            lot = room.takeNow(stretch.room());
        }
        Room.Lot taken = lot.orElseGet(() -> room.take(stretch.room()));
        readings.add(new Reading(taken, threads.submit(Context.current().wrap(() -> reader.read(stretch)))));
    }

    /// Sends the rest.
    void finish() {
        while (!readings.isEmpty()) {
            sendNext();
        }
    }

    private void sendNext() {
        Reading next = readings.remove();
        try (Room.Lot _ = next.lot()) {
            sink.accept(Parallel.await(next.downloads()));
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
        readings.forEach(reading -> reading.lot().close());
    }
}
