package dev.pedigree.artifact.large;

import com.google.protobuf.ByteString;
import dev.pedigree.artifact.blob.Payload;
import dev.pedigree.artifact.limit.Room;
import dev.pedigree.artifact.part.Part;
import dev.pedigree.chassis.store.ObjectStore;
import io.grpc.Context;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;

/// Puts parts into the object store and notes them, each on a thread of its own.
///
/// A part that came whole is stored whatever becomes of the call that brought it: a client that died need not
/// send it again.
public final class PartWriter implements AutoCloseable {
    private final ObjectStore objects;
    private final Sessions sessions;
    private final Map<FutureTask<Part>, Session> underWay = new ConcurrentHashMap<>();

    public PartWriter(ObjectStore objects, Sessions sessions) {
        this.objects = objects;
        this.sessions = sessions;
    }

    /// Begins to write a part. Its room is given back, and `done` run, when it is written or could not be.
    Future<Part> write(Session session, int number, ByteString bytes, Room.Lot room, Runnable done) {
        FutureTask<Part> task = new FutureTask<>(() -> write(session, number, bytes)) {
            @Override
            protected void done() {
                underWay.remove(this);
                room.close();
                done.run();
            }
        };
        underWay.put(task, session);
        Thread.ofVirtual().name("write-part").start(Context.ROOT.wrap(task));
        return task;
    }

    private Part write(Session session, int number, ByteString bytes) {
        Payload payload = Payload.of(bytes);
        Part part = new Part(number, payload.digest());
        objects.put(part.key(session.key()), payload.content());
        sessions.add(session, part);
        return part;
    }

    /// Waits until what is being written of an upload has been.
    void settle(Session session) throws InterruptedException {
        await(underWay.entrySet().stream()
                .filter(entry -> entry.getValue().id() == session.id())
                .map(Map.Entry::getKey)
                .toList());
    }

    private static void await(Collection<FutureTask<Part>> tasks) throws InterruptedException {
        for (FutureTask<Part> task : tasks) {
            try {
                task.get();
            } catch (ExecutionException _) {
                // whoever brought it hears of it
            }
        }
    }

    /// Lets what is under way come to its end, which the time limits of the stores bound.
    @Override
    public void close() {
        try {
            await(List.copyOf(underWay.keySet()));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
