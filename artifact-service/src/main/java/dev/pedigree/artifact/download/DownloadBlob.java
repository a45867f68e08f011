package dev.pedigree.artifact.download;

import com.google.protobuf.ByteString;
import dev.pedigree.artifact.blob.Blob;
import dev.pedigree.artifact.blob.BlobStore;
import dev.pedigree.artifact.blob.Projects;
import dev.pedigree.chassis.fault.Fault;
import dev.pedigree.chassis.fault.NotFound;
import dev.pedigree.lifecycle.name.BlobName;
import dev.pedigree.v1.ErrorReason;
import java.util.function.Consumer;

/// Gives a blob's bytes, verified.
///
/// Errors: BLOB_NOT_FOUND, CONTENT_CORRUPT.
public final class DownloadBlob {
    private final Projects projects;
    private final BlobStore blobs;
    private final VerifiedReader reader;

    public DownloadBlob(Projects projects, BlobStore blobs, VerifiedReader reader) {
        this.projects = projects;
        this.blobs = blobs;
        this.reader = reader;
    }

    public void run(BlobName name, Consumer<ByteString> sink) {
        Blob blob = projects.find(name.project())
                .flatMap(project -> blobs.find(project, name.digest()))
                .orElseThrow(() -> notFound(name));
        reader.read(blob, sink);
    }

    private static Fault notFound(BlobName name) {
        return new NotFound(ErrorReason.ERROR_REASON_BLOB_NOT_FOUND, "blob", name.toString());
    }
}
