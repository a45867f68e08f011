package dev.pedigree.artifact.download;

import com.google.protobuf.ByteString;
import dev.pedigree.artifact.blob.Blob;
import dev.pedigree.artifact.blob.BlobStore;
import dev.pedigree.artifact.blob.Project;
import dev.pedigree.artifact.blob.Projects;
import dev.pedigree.artifact.limit.Room;
import dev.pedigree.artifact.part.LargeBlobs;
import dev.pedigree.chassis.fault.Corrupt;
import dev.pedigree.chassis.fault.Fault;
import dev.pedigree.chassis.fault.NotFound;
import dev.pedigree.chassis.fault.Unavailable;
import dev.pedigree.lifecycle.name.BlobName;
import dev.pedigree.v1.ErrorReason;
import java.util.function.Consumer;

/// Gives a blob's bytes, or a range of them. All of a blob, or of each of its parts if it has some, is found
/// right before a byte of it is given; what is not is put away, if it still is not when it is read once more.
///
/// Errors: BLOB_NOT_FOUND, CONTENT_CORRUPT.
public final class DownloadBlob {
    private final Projects projects;
    private final BlobStore blobs;
    private final VerifiedReader reader;
    private final LargeBlobs large;
    private final Quarantine quarantine;
    private final Room room;
    private final int chunkSize;

    public DownloadBlob(
            Projects projects,
            BlobStore blobs,
            VerifiedReader reader,
            LargeBlobs large,
            Quarantine quarantine,
            Room room,
            int chunkSize) {
        this.projects = projects;
        this.blobs = blobs;
        this.reader = reader;
        this.large = large;
        this.quarantine = quarantine;
        this.room = room;
        this.chunkSize = chunkSize;
    }

    /// @param limit how many bytes at most; 0 is all
    public void run(BlobName name, long offset, long limit, Consumer<ByteString> sink) {
        Project project = projects.find(name.project()).orElseThrow(() -> notFound(name));
        Blob blob = blobs.find(project, name.digest()).orElseThrow(() -> notFound(name));
        Span span = Span.of(offset, limit, blob.size());
        try {
            read(blob, span, sink);
        } catch (Corrupt corrupt) {
            throw quarantine.suspect(project, blob)
                    ? corrupt
                    : Unavailable.dependency("s3").causedBy(corrupt);
        }
    }

    private void read(Blob blob, Span span, Consumer<ByteString> sink) {
        if (span.isEmpty()) {
            return;
        }
        if (LargeBlobs.isLarge(blob)) {
            large.read(blob, span.from(), span.to(), bytes -> send(bytes, sink));
        } else {
            try (Room.Lot _ = room.take(blob.size())) {
                ByteString bytes = reader.readAll(blob);
                send(bytes.substring((int) span.from(), (int) span.to()), sink);
            }
        }
    }

    private void send(ByteString bytes, Consumer<ByteString> sink) {
        for (int start = 0; start < bytes.size(); start += chunkSize) {
            sink.accept(bytes.substring(start, Math.min(bytes.size(), start + chunkSize)));
        }
    }

    private static Fault notFound(BlobName name) {
        return new NotFound(ErrorReason.ERROR_REASON_BLOB_NOT_FOUND, "blob", name.toString());
    }
}
