package dev.pedigree.artifact.large;

import dev.pedigree.artifact.blob.BlobStore;
import dev.pedigree.artifact.blob.Project;
import dev.pedigree.artifact.part.PartSizes;
import dev.pedigree.chassis.fault.Cancelled;
import dev.pedigree.lifecycle.Digest;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Says how far the uploads of a blob are. Parts that are being written count: it waits for them.
///
/// Errors: DIGEST_MISMATCH.
public final class QueryUpload {
    private final BlobStore blobs;
    private final Sessions sessions;
    private final PartWriter writer;
    private final PartSizes sizes;

    public QueryUpload(BlobStore blobs, Sessions sessions, PartWriter writer, PartSizes sizes) {
        this.blobs = blobs;
        this.sessions = sessions;
        this.writer = writer;
        this.sizes = sizes;
    }

    /// @param state absent if there is no upload
    /// @param committed from where on bytes are to be sent
    /// @param direct whether its parts are put by the client
    public record Answer(
            Optional<Session.State> state,
            boolean complete,
            long committed,
            int partSize,
            Optional<String> failure,
            boolean direct) {}

    public Answer run(Project project, String caller, Digest digest, long size) {
        if (blobs.holds(project, digest, size)) {
            return without(true, size, size);
        }
        settle(sessions.find(project, caller, digest, size));
        return sessions.find(project, caller, digest, size).stream()
                .max(Comparator.comparing(
                                (Progress progress) -> progress.session().state(), QueryUpload::rank)
                        .thenComparingLong(Progress::offset))
                .map(QueryUpload::answer)
                .orElseGet(() -> without(false, 0, size));
    }

    private Answer without(boolean complete, long committed, long size) {
        int partSize = sizes.cut(Math.max(1, size)).partSize();
        return new Answer(Optional.empty(), complete, committed, partSize, Optional.empty(), false);
    }

    private static Answer answer(Progress progress) {
        Session session = progress.session();
        return new Answer(
                Optional.of(session.state()),
                false,
                progress.offset(),
                session.cut().partSize(),
                session.failure(),
                session.kind() == Session.Kind.DIRECT);
    }

    /// What is likelier to become a blob counts more.
    private static int rank(Session.State one, Session.State other) {
        return Integer.compare(rank(one), rank(other));
    }

    private static int rank(Session.State state) {
        return switch (state) {
            case FAILED -> 0;
            case OPEN -> 1;
            case VERIFYING -> 2;
        };
    }

    private void settle(List<Progress> found) {
        try {
            for (Progress progress : found) {
                writer.settle(progress.session());
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new Cancelled();
        }
    }
}
