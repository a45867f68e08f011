package dev.pedigree.artifact.direct;

import dev.pedigree.artifact.blob.BlobStore;
import dev.pedigree.artifact.blob.Projects;
import dev.pedigree.artifact.large.Sessions;
import dev.pedigree.artifact.part.LargeBlobs;
import dev.pedigree.artifact.part.PartReader;
import dev.pedigree.chassis.store.ObjectStore;
import dev.pedigree.chassis.store.S3Signer;
import java.time.Duration;

/// What there is where clients reach the object store by themselves.
///
/// @param leastBytes smaller blobs go through the service
public record Direct(
        long leastBytes,
        SignUploadParts signUpload,
        CommitUploadParts commitUpload,
        SignDownload signDownload,
        Verification verification)
        implements AutoCloseable {
    /// How long signed requests can be sent.
    public static final Duration VALIDITY = Duration.ofMinutes(30);

    /// Parts in one request, and pieces in one answer.
    public static final int MOST_PARTS = 1_000;

    /// @param leastBytes smaller blobs go through the service
    /// @param width how many objects one call asks for at once
    public static Direct start(
            S3Signer signer,
            Projects projects,
            BlobStore blobs,
            Sessions sessions,
            ObjectStore objects,
            PartReader reader,
            LargeBlobs large,
            long leastBytes,
            int width) {
        Verification verification = Verification.start(sessions, reader);
        return new Direct(
                leastBytes,
                new SignUploadParts(blobs, sessions, signer, VALIDITY, leastBytes),
                new CommitUploadParts(blobs, sessions, objects, verification, width),
                new SignDownload(projects, blobs, large, signer, VALIDITY),
                verification);
    }

    @Override
    public void close() {
        verification.close();
    }
}
