package dev.pedigree.artifact.large;

import com.google.protobuf.ByteString;
import dev.pedigree.artifact.blob.CheckedBytes;
import dev.pedigree.artifact.blob.Hasher;
import dev.pedigree.artifact.blob.Project;
import dev.pedigree.artifact.limit.Room;
import dev.pedigree.artifact.part.DamagedPart;
import dev.pedigree.artifact.part.Part;
import dev.pedigree.artifact.part.PartReader;
import dev.pedigree.chassis.fault.Cancelled;
import dev.pedigree.chassis.fault.Conflict;
import dev.pedigree.chassis.fault.Invalid;
import dev.pedigree.chassis.fault.NotFound;
import dev.pedigree.lifecycle.Digest;
import dev.pedigree.lifecycle.name.BlobName;
import dev.pedigree.v1.ErrorReason;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/// Takes a blob of more than one part as a stream, from its first byte on or from where an earlier stream ended.
///
/// Parts are on their way to the object store while the next is hashed; only the commit, after the digest of the whole
/// is known to be right, makes a blob of them. To go on, the digest of what is there is computed anew from what is
/// there: that also shows that it still is.
///
/// Errors: DIGEST_MISMATCH, UPLOAD_NOT_FOUND, UPLOAD_OFFSET_MISMATCH, UPLOADS_EXCEEDED.
public final class UploadLargeBlob {
    private final Sessions sessions;
    private final PartWriter writer;
    private final PartReader reader;
    private final Room room;
    private final int inFlight;

    public UploadLargeBlob(Sessions sessions, PartWriter writer, PartReader reader, Room room, int inFlight) {
        this.sessions = sessions;
        this.writer = writer;
        this.reader = reader;
        this.room = room;
        this.inFlight = inFlight;
    }

    public void run(
            Project project, String caller, Digest digest, long size, long offset, Iterator<ByteString> stream) {
        try {
            if (offset == 0) {
                take(sessions.begin(project, caller, digest, size), List.of(), new Hasher(), stream);
            } else {
                goOn(project, caller, digest, size, offset, stream);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new Cancelled();
        }
    }

    private void goOn(
            Project project, String caller, Digest digest, long size, long offset, Iterator<ByteString> stream)
            throws InterruptedException {
        Session before = sessions.furthest(project, caller, digest, size, Session.Kind.STREAM)
                .map(Progress::session)
                .orElseThrow(() -> notFound(project, digest));
        writer.settle(before);
        Session session = sessions.takeOver(before);
        Progress progress = sessions.progress(session);
        requireOffset(offset, progress.offset());
        take(session, progress.parts(), rehash(progress), stream);
    }

    private Hasher rehash(Progress progress) {
        Hasher hasher = new Hasher();
        Session session = progress.session();
        try {
            reader.read(session.cut(), session.key(), progress.parts(), hasher::update);
            return hasher;
        } catch (DamagedPart damaged) {
            sessions.forgetFrom(session, damaged.part().number());
            throw mismatch(progress.offset(), hasher.count());
        }
    }

    /// @param before the parts that are there, whose bytes `hasher` has seen
    private void take(Session session, List<Part> before, Hasher hasher, Iterator<ByteString> stream)
            throws InterruptedException {
        CheckedBytes bytes =
                new CheckedBytes(stream, session.digest(), session.cut().size(), hasher);
        try (PartStream parts = new PartStream(writer, session, room, inFlight, before.size() + 1)) {
            while (bytes.hasNext()) {
                parts.add(bytes.next());
            }
            bytes.requireComplete();
            List<Part> all = new ArrayList<>(before);
            all.addAll(parts.finish());
            sessions.commit(session, all);
        } catch (Invalid wrong) {
            sessions.drop(session); // whoever sends it again begins at its first byte
            throw wrong;
        }
    }

    /// Refuses bytes that do not begin where they are to.
    public static void requireOffset(long offset, long committed) {
        if (offset != committed) {
            throw mismatch(offset, committed);
        }
    }

    private static NotFound notFound(Project project, Digest digest) {
        return new NotFound(
                ErrorReason.ERROR_REASON_UPLOAD_NOT_FOUND, "upload", new BlobName(project.name(), digest).toString());
    }

    private static Conflict mismatch(long offset, long committed) {
        return new Conflict(
                ErrorReason.ERROR_REASON_UPLOAD_OFFSET_MISMATCH,
                "the upload goes on at byte %d, not at %d".formatted(committed, offset),
                Map.of("offset", Long.toString(offset), "committedOffset", Long.toString(committed)));
    }
}
