package dev.pedigree.artifact.large;

import dev.pedigree.artifact.blob.Blob;
import dev.pedigree.artifact.blob.BlobStore;
import dev.pedigree.artifact.blob.Container;
import dev.pedigree.artifact.blob.Location;
import dev.pedigree.artifact.blob.Project;
import dev.pedigree.artifact.part.Cut;
import dev.pedigree.artifact.part.Part;
import dev.pedigree.artifact.part.PartSizes;
import dev.pedigree.chassis.db.Database;
import dev.pedigree.chassis.fault.Conflict;
import dev.pedigree.chassis.fault.Exhausted;
import dev.pedigree.chassis.fault.Fault;
import dev.pedigree.lifecycle.Digest;
import dev.pedigree.v1.ErrorReason;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// The uploads of large blobs that are under way.
///
/// An upload belongs to a caller. Every stream that begins at the first byte is an upload of its own, so that twins do
/// not disturb each other; one that goes on takes over the furthest. Parts become a blob in one transaction: who finds
/// the blob there by then has lost nothing but parts that nobody names.
public final class Sessions {
    /// A stream that has not moved for so long is not coming back, if its caller begins anew.
    private static final Duration STILL = Duration.ofMinutes(5);

    private static final Duration COME_BACK = Duration.ofMinutes(1);

    private final Database database;
    private final BlobStore blobs;
    private final PartSizes sizes;
    private final int mostPerCaller;
    private final Duration idle;
    private final SessionTable table = new SessionTable();

    /// @param idle an upload that nobody has touched for so long may be forgotten
    public Sessions(Database database, BlobStore blobs, PartSizes sizes, int mostPerCaller, Duration idle) {
        this.database = database;
        this.blobs = blobs;
        this.sizes = sizes;
        this.mostPerCaller = mostPerCaller;
        this.idle = idle;
    }

    /// A new upload by stream.
    ///
    /// @throws Exhausted with UPLOADS_EXCEEDED if the caller has too many under way
    Session begin(Project project, String caller, Digest digest, long size) {
        return begin(project, caller, digest, size, Session.Kind.STREAM).orElseThrow();
    }

    /// The caller's direct upload of a blob: the one that is there unless it failed, else a new one. One that
    /// has another size gives way, unless parts of it were put and it moves.
    ///
    /// @throws Exhausted with UPLOADS_EXCEEDED if the caller has too many under way
    public Session direct(Project project, String caller, Digest digest, long size) {
        Optional<Session> before = openDirect(project, caller, digest, size);
        return before.or(() -> begin(project, caller, digest, size, Session.Kind.DIRECT))
                .or(() -> openDirect(project, caller, digest, size)) // a twin was faster
                .orElseThrow(() -> otherSize(digest));
    }

    private Optional<Session> openDirect(Project project, String caller, Digest digest, long size) {
        Optional<Session> found =
                furthest(project, caller, digest, size, Session.Kind.DIRECT).map(Progress::session);
        found.filter(session -> session.state() == Session.State.FAILED).ifPresent(this::drop);
        return found.filter(session -> session.state() != Session.State.FAILED);
    }

    private Optional<Session> begin(Project project, String caller, Digest digest, long size, Session.Kind kind) {
        return database.write(sql -> {
            table.deleteIdle(sql, project, caller, digest, STILL);
            if (kind == Session.Kind.DIRECT) {
                table.deleteOtherSize(sql, project, caller, digest, size, STILL);
            }
            if (table.count(sql, caller) >= mostPerCaller) {
                table.deleteIdle(sql, caller, idle);
                requirePlace(table.count(sql, caller));
            }
            return table.insert(sql, project, caller, digest, sizes.cut(size), kind, key(project, digest));
        });
    }

    private void requirePlace(int underWay) {
        if (underWay >= mostPerCaller) {
            throw new Exhausted(
                    ErrorReason.ERROR_REASON_UPLOADS_EXCEEDED,
                    "%d uploads are under way".formatted(underWay),
                    COME_BACK,
                    Map.of("limit", Integer.toString(mostPerCaller)));
        }
    }

    private static Fault otherSize(Digest digest) {
        return new Exhausted(
                ErrorReason.ERROR_REASON_UPLOADS_EXCEEDED,
                "an upload of %s with another size is under way; finish it, or leave it alone for %d minutes"
                        .formatted(digest, STILL.toMinutes()),
                COME_BACK,
                Map.of("limit", "1"));
    }

    private static String key(Project project, Digest digest) {
        return "%s/parts/%s/%s".formatted(project.name(), digest.hex(), UUID.randomUUID());
    }

    /// What the caller has under way of a blob.
    public List<Progress> find(Project project, String caller, Digest digest, long size) {
        return database.read(sql -> table.find(sql, project, caller, digest).stream()
                .filter(session -> session.cut().size() == size)
                .map(session -> Progress.of(session, table.parts(sql, session)))
                .toList());
    }

    /// The furthest of what the caller has under way of a blob in this way.
    public Optional<Progress> furthest(Project project, String caller, Digest digest, long size, Session.Kind kind) {
        return find(project, caller, digest, size).stream()
                .filter(progress -> progress.session().kind() == kind)
                .max(Comparator.comparingLong(Progress::offset));
    }

    /// How far an upload is by now.
    public Progress progress(Session session) {
        return Progress.of(session, parts(session));
    }

    /// All parts of an upload that are in the object store, those after a gap as well.
    public List<Part> parts(Session session) {
        return database.read(sql -> table.parts(sql, session));
    }

    /// The upload for a stream that goes on with it; the stream before may do so no longer.
    Session takeOver(Session session) {
        return database.write(sql -> table.nextStream(sql, session))
                .map(session::continuedBy)
                .orElseThrow(() -> taken(session));
    }

    /// Notes a part that is in the object store.
    void add(Session session, Part part) {
        if (!database.write(sql -> table.addPart(sql, session, part))) {
            throw taken(session);
        }
    }

    /// Notes parts that a client has put there. With the last one that was missing all bytes are there and are to be
    /// read back; from then on nothing is noted any more, so what is read then is what will be the blob.
    public void add(Session session, List<Part> parts) {
        database.write(sql -> {
            if (table.lockOpen(sql, session)) {
                parts.forEach(part -> table.addPart(sql, session, part));
                if (Progress.of(session, table.parts(sql, session)).isComplete()) {
                    table.set(sql, session, Session.State.VERIFYING, Optional.empty());
                }
            }
            return parts;
        });
    }

    /// Makes a blob of the parts.
    ///
    /// @param hashed the parts whose bytes were seen to hash to the digest of the whole; of no others it is made
    public void commit(Session session, List<Part> hashed) {
        Blob blob = blob(session);
        blobs.show(session.project(), blob.location().container(), List.of(blob), sql -> {
            if (!table.lock(sql, session) || !table.parts(sql, session).equals(hashed)) {
                throw taken(session);
            }
            table.handOver(sql, session);
            table.delete(sql, session);
        });
    }

    private static Blob blob(Session session) {
        Cut cut = session.cut();
        Container container = Container.ofParts(session.key(), cut.size(), cut.partSize());
        return new Blob(session.digest(), cut.size(), Location.whole(container));
    }

    /// Forgets parts from `number` on: they are not what they were. Not if another stream has the upload now.
    void forgetFrom(Session session, int number) {
        database.write(sql -> {
            if (table.lock(sql, session)) {
                table.deletePartsFrom(sql, session, number);
            }
            return session;
        });
    }

    /// Forgets an upload and its parts. Not if another stream has it now.
    public void drop(Session session) {
        database.write(sql -> {
            table.delete(sql, session);
            return session;
        });
    }

    /// The bytes are not what was declared.
    public void fail(Session session, String failure) {
        database.write(sql -> {
            table.set(sql, session, Session.State.FAILED, Optional.of(failure));
            return session;
        });
    }

    /// Takes an upload that is to be read back, for `time`; false if another process has it.
    public boolean claim(Session session, Duration time) {
        return database.write(sql -> table.claim(sql, session.id(), time));
    }

    /// Keeps those that were taken for `time` from now on.
    public void keep(Collection<Session> taken, Duration time) {
        if (!taken.isEmpty()) {
            database.write(sql -> {
                table.renew(sql, taken, time);
                return taken;
            });
        }
    }

    /// Complete uploads that nobody reads back.
    public List<Session> unread(int most) {
        return database.read(sql -> table.unread(sql, most));
    }

    private static Fault taken(Session session) {
        return new Conflict(
                ErrorReason.ERROR_REASON_UPLOAD_OFFSET_MISMATCH,
                "another stream goes on with the upload of %s".formatted(session.digest()),
                Map.of());
    }
}
