package dev.pedigree.registry.testing;

import dev.pedigree.mesh.v1.Change;
import dev.pedigree.mesh.v1.RegistryReaderGrpc;
import dev.pedigree.mesh.v1.WatchChangesRequest;
import dev.pedigree.mesh.v1.WatchChangesResponse;
import io.grpc.Context;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Predicate;

/// A reader of the feed, as lineage-service is one.
public final class Watching implements AutoCloseable {
    private final Context.CancellableContext call = Context.current().withCancellation();
    private final Iterator<WatchChangesResponse> messages;
    private WatchChangesResponse last = WatchChangesResponse.getDefaultInstance();

    private Watching(RegistryRig rig, String position) {
        Context before = call.attach();
        try {
            this.messages = RegistryReaderGrpc.newBlockingStub(rig.lineage())
                    .watchChanges(
                            WatchChangesRequest.newBuilder().setAfter(position).build());
        } finally {
            call.detach(before);
        }
    }

    public static Watching from(RegistryRig rig, String position) {
        return new Watching(rig, position);
    }

    public WatchChangesResponse next() {
        last = messages.next();
        return last;
    }

    /// Every change up to the first message that fulfils `end`.
    public List<Change> until(Predicate<WatchChangesResponse> end) {
        List<Change> changes = new ArrayList<>();
        do {
            changes.addAll(next().getChangesList());
        } while (!end.test(last));
        return changes;
    }

    /// Everything there is at present.
    public List<Change> untilNothingMore() {
        return until(message -> message.getChangesCount() == 0);
    }

    public WatchChangesResponse last() {
        return last;
    }

    @Override
    public void close() {
        call.cancel(null);
    }
}
