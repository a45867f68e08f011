package dev.pedigree.artifact.direct;

import dev.pedigree.artifact.blob.Blob;
import dev.pedigree.artifact.blob.BlobStore;
import dev.pedigree.artifact.blob.Project;
import dev.pedigree.artifact.blob.Projects;
import dev.pedigree.artifact.download.Span;
import dev.pedigree.artifact.part.Cut;
import dev.pedigree.artifact.part.LargeBlobs;
import dev.pedigree.artifact.part.Part;
import dev.pedigree.chassis.fault.Corrupt;
import dev.pedigree.chassis.fault.NotFound;
import dev.pedigree.chassis.store.S3Signer;
import dev.pedigree.lifecycle.Digest;
import dev.pedigree.lifecycle.name.BlobName;
import dev.pedigree.v1.ErrorReason;
import java.time.Duration;
import java.util.List;

/// Lets a client read a blob from the object store by itself, piece by piece, each with the digest to check it by.
///
/// Errors: BLOB_NOT_FOUND, CONTENT_CORRUPT.
public final class SignDownload {
    private final Projects projects;
    private final BlobStore blobs;
    private final LargeBlobs large;
    private final S3Signer signer;
    private final Duration validity;

    public SignDownload(Projects projects, BlobStore blobs, LargeBlobs large, S3Signer signer, Duration validity) {
        this.projects = projects;
        this.blobs = blobs;
        this.large = large;
        this.signer = signer;
        this.validity = validity;
    }

    /// Bytes from `offset` on that hash to `digest`.
    public record Piece(String url, long offset, long length, Digest digest) {
        @Override
        public String toString() {
            return "%d bytes from %d on".formatted(length, offset);
        }
    }

    /// The pieces that hold the wanted bytes, in their order and no more than a thousand; none if the blob shares its
    /// object with others.
    public List<Piece> run(BlobName name, long offset, long limit) {
        Project project = projects.find(name.project()).orElseThrow(() -> notFound(name));
        boolean held = blobs.holds(project, name.digest()); // so it stays while the signatures last
        Blob blob = blobs.find(project, name.digest()).orElseThrow(() -> notFound(name));
        if (blob.damaged()) {
            throw new Corrupt(blob.digest().toString());
        }
        if (!held) {
            throw notFound(name); // it came only now
        }
        Span span = Span.of(offset, limit, blob.size());
        if (span.isEmpty()) {
            return List.of();
        }
        return switch (blob.location().container().kind()) {
            case ALONE -> List.of(piece(blob.location().key(), 0, blob.size(), blob.digest()));
            case PACK -> List.of();
            case PARTS -> pieces(blob, span);
        };
    }

    private static NotFound notFound(BlobName name) {
        return new NotFound(ErrorReason.ERROR_REASON_BLOB_NOT_FOUND, "blob", name.toString());
    }

    private List<Piece> pieces(Blob blob, Span span) {
        Cut cut = LargeBlobs.cut(blob);
        long most = cut.bytes(Math.min(cut.count(), cut.holding(span.from()) - 1 + Direct.MOST_PARTS));
        return large.parts(blob, span.from(), Math.min(span.to(), most)).stream()
                .map(part -> piece(blob, cut, part))
                .toList();
    }

    private Piece piece(Blob blob, Cut cut, Part part) {
        return piece(
                part.key(blob.location().key()), cut.offset(part.number()), cut.length(part.number()), part.digest());
    }

    private Piece piece(String key, long offset, long length, Digest digest) {
        return new Piece(signer.get(key, validity).url(), offset, length, digest);
    }
}
