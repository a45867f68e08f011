package dev.pedigree.artifact.direct;

import dev.pedigree.artifact.blob.BlobStore;
import dev.pedigree.artifact.blob.Project;
import dev.pedigree.artifact.large.Session;
import dev.pedigree.artifact.large.Sessions;
import dev.pedigree.artifact.part.Part;
import dev.pedigree.chassis.fault.Invalid;
import dev.pedigree.chassis.store.S3Signer;
import dev.pedigree.chassis.store.S3Signer.Signed;
import dev.pedigree.chassis.store.Sha256;
import dev.pedigree.lifecycle.Digest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Lets a client put parts of a large blob into the object store by itself. Each signature binds length and
/// SHA-256 of a part, so the store refuses any other bytes; and a key says what lies under it, so nothing can be
/// changed later.
///
/// Errors: DIGEST_MISMATCH, UPLOADS_EXCEEDED.
public final class SignUploadParts {
    private final BlobStore blobs;
    private final Sessions sessions;
    private final S3Signer signer;
    private final Duration validity;
    private final long leastBytes;

    /// @param leastBytes smaller blobs go through the service
    public SignUploadParts(BlobStore blobs, Sessions sessions, S3Signer signer, Duration validity, long leastBytes) {
        this.blobs = blobs;
        this.sessions = sessions;
        this.signer = signer;
        this.validity = validity;
        this.leastBytes = leastBytes;
    }

    /// For each of `parts` a signed request, or none if it was committed; nothing at all if the project has the blob.
    public Optional<List<Optional<Signed>>> run(
            Project project, String caller, Digest digest, long size, List<Part> parts) {
        if (size < leastBytes) {
            throw new Invalid("size", "is %d; blobs below %d bytes are sent by UploadBlob".formatted(size, leastBytes));
        }
        if (blobs.holds(project, digest, size)) {
            return Optional.empty();
        }
        Session session = sessions.direct(project, caller, digest, size);
        DirectParts.check(session.cut(), parts);
        Set<Part> stored = Set.copyOf(sessions.parts(session));
        return Optional.of(parts.stream()
                .map(part -> stored.contains(part) ? Optional.<Signed>empty() : Optional.of(sign(session, part)))
                .toList());
    }

    private Signed sign(Session session, Part part) {
        return signer.put(
                part.key(session.key()),
                session.cut().length(part.number()),
                new Sha256(part.digest().bytes()),
                validity);
    }
}
