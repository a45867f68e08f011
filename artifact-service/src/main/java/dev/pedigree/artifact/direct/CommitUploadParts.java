package dev.pedigree.artifact.direct;

import dev.pedigree.artifact.blob.BlobStore;
import dev.pedigree.artifact.blob.Parallel;
import dev.pedigree.artifact.blob.Project;
import dev.pedigree.artifact.large.Progress;
import dev.pedigree.artifact.large.Session;
import dev.pedigree.artifact.large.Sessions;
import dev.pedigree.artifact.part.Part;
import dev.pedigree.chassis.fault.Fault;
import dev.pedigree.chassis.fault.NotFound;
import dev.pedigree.chassis.fault.Refused;
import dev.pedigree.chassis.fault.Violation;
import dev.pedigree.chassis.store.ObjectStore;
import dev.pedigree.lifecycle.Digest;
import dev.pedigree.lifecycle.name.BlobName;
import dev.pedigree.v1.ErrorReason;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/// Takes note of parts that a client has put into the object store. Reading back begins with the first, and when all
/// are there and hash to the blob's digest it becomes visible.
///
/// Errors: DIGEST_MISMATCH, UPLOAD_NOT_FOUND, ARTIFACT_MISSING.
public final class CommitUploadParts {
    private final BlobStore blobs;
    private final Sessions sessions;
    private final ObjectStore objects;
    private final Verification verification;
    private final int width;

    /// @param width how many objects one call asks for at once
    public CommitUploadParts(
            BlobStore blobs, Sessions sessions, ObjectStore objects, Verification verification, int width) {
        this.blobs = blobs;
        this.sessions = sessions;
        this.objects = objects;
        this.verification = verification;
        this.width = width;
    }

    public void run(Project project, String caller, Digest digest, long size, List<Part> parts) {
        if (blobs.holds(project, digest, size)) {
            return;
        }
        Session session = sessions.furthest(project, caller, digest, size, Session.Kind.DIRECT)
                .map(Progress::session)
                .orElseThrow(() -> notFound(project, digest));
        if (session.state() == Session.State.OPEN) {
            DirectParts.check(session.cut(), parts);
            requireThere(session, parts);
            sessions.add(session, parts);
            verification.begin(session);
        }
    }

    private void requireThere(Session session, List<Part> parts) {
        Queue<Part> missing = new ConcurrentLinkedQueue<>();
        Parallel.forEach(width, parts, part -> {
            int length = session.cut().length(part.number());
            if (objects.head(part.key(session.key()))
                    .filter(found -> found.size() == length)
                    .isEmpty()) {
                missing.add(part);
            }
        });
        if (!missing.isEmpty()) {
            throw refused(
                    session,
                    missing.stream()
                            .sorted(Comparator.comparingInt(Part::number))
                            .toList());
        }
    }

    private static Fault refused(Session session, List<Part> missing) {
        String name = new BlobName(session.project().name(), session.digest()).toString();
        return new Refused(
                ErrorReason.ERROR_REASON_ARTIFACT_MISSING,
                "%d of the parts are not in the object store".formatted(missing.size()),
                missing.stream()
                        .map(part -> new Violation(
                                "ARTIFACT_MISSING", name, "part %d is not there".formatted(part.number())))
                        .toList(),
                Map.of());
    }

    private static Fault notFound(Project project, Digest digest) {
        return new NotFound(
                ErrorReason.ERROR_REASON_UPLOAD_NOT_FOUND, "upload", new BlobName(project.name(), digest).toString());
    }
}
