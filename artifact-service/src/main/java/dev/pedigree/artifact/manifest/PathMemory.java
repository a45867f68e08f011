package dev.pedigree.artifact.manifest;

import dev.pedigree.artifact.limit.Room;
import dev.pedigree.chassis.fault.Exhausted;
import java.util.ArrayList;
import java.util.List;

/// The memory that the paths of one manifest take while it comes in, out of the room for all of them. Nobody waits for
/// more while holding some; who gets none is sent away.
final class PathMemory implements AutoCloseable {
    /// Room is taken in steps, and small manifests take one.
    private static final long STEP = 1 << 20;

    private final Room room;
    private final List<Room.Lot> lots = new ArrayList<>();
    private long taken;

    PathMemory(Room room) {
        this.room = room;
    }

    /// Makes sure that `bytes` in all are taken.
    void hold(long bytes) {
        while (taken < bytes) {
            lots.add(room.takeNow(STEP)
                    .orElseThrow(() -> new Exhausted("too many entries of manifests are being committed at once")));
            taken += STEP;
        }
    }

    @Override
    public void close() {
        lots.forEach(Room.Lot::close);
    }
}
