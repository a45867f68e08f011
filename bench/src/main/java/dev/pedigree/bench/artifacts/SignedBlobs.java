package dev.pedigree.bench.artifacts;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import dev.pedigree.v1.CommitUploadPartsRequest;
import dev.pedigree.v1.DigestFunction;
import dev.pedigree.v1.PartDigest;
import dev.pedigree.v1.QueryUploadRequest;
import dev.pedigree.v1.SignDownloadRequest;
import dev.pedigree.v1.SignUploadPartsRequest;
import dev.pedigree.v1.SignedPiece;
import dev.pedigree.v1.SignedRequest;
import dev.pedigree.v1.UploadState;
import dev.pedigree.v1.UploadStatus;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;

/// One large file straight to S3 and back, by requests that the service signed.
record SignedBlobs(ContentClient client) {
    private static final DigestFunction SHA256 = DigestFunction.DIGEST_FUNCTION_SHA256;
    private static final int AT_ONCE = 3;
    private static final long PAUSE_MILLIS = 5;

    /// How the server wants the file to be cut.
    long partSize(String project, LargeFile file) {
        return query(project, file).getPartSize();
    }

    /// Returns when the file can be read.
    ///
    /// @param digests of its parts
    void upload(String project, LargeFile file, int partSize, List<ByteString> digests) throws InterruptedException {
        List<PartDigest> parts = new ArrayList<>();
        for (ByteString digest : digests) {
            parts.add(PartDigest.newBuilder()
                    .setNumber(parts.size() + 1)
                    .setDigest(digest)
                    .build());
        }
        List<SignedRequest> signed = client.calls()
                .signUploadParts(SignUploadPartsRequest.newBuilder()
                        .setParent(project)
                        .setDigestFunction(SHA256)
                        .setDigest(file.digest())
                        .setSize(file.size())
                        .addAllParts(parts)
                        .build())
                .getRequestsList();
        Concurrently.run(AT_ONCE, parts.size(), index -> {
            SignedRequests.put(signed.get(index), file.read((long) index * partSize, partSize));
            commit(project, file, parts.get(index));
        });
        awaitVisible(project, file);
    }

    /// The server reads back what it hears of while the rest is on its way.
    private void commit(String project, LargeFile file, PartDigest part) {
        UploadStatus _ = client.calls()
                .commitUploadParts(CommitUploadPartsRequest.newBuilder()
                        .setParent(project)
                        .setDigestFunction(SHA256)
                        .setDigest(file.digest())
                        .setSize(file.size())
                        .addParts(part)
                        .build());
    }

    private void awaitVisible(String project, LargeFile file) throws InterruptedException {
        UploadStatus status = query(project, file);
        while (status.getState() != UploadState.UPLOAD_STATE_COMPLETE) {
            if (status.getState() == UploadState.UPLOAD_STATE_FAILED) {
                throw new IllegalStateException(status.getFailure());
            }
            Thread.sleep(PAUSE_MILLIS);
            status = query(project, file);
        }
    }

    private UploadStatus query(String project, LargeFile file) {
        return client.calls()
                .queryUpload(QueryUploadRequest.newBuilder()
                        .setParent(project)
                        .setDigestFunction(SHA256)
                        .setDigest(file.digest())
                        .setSize(file.size())
                        .build());
    }

    /// Fetches the pieces, a few at once, and verifies each.
    void download(String project, LargeFile file) throws InterruptedException {
        for (long offset = 0; offset < file.size(); ) {
            List<SignedPiece> pieces = client.calls()
                    .signDownload(SignDownloadRequest.newBuilder()
                            .setName(file.name(project))
                            .setReadOffset(offset)
                            .build())
                    .getPiecesList();
            Concurrently.run(AT_ONCE, pieces.size(), index -> check(pieces.get(index)));
            offset = pieces.getLast().getOffset() + pieces.getLast().getLength();
        }
    }

    private static void check(SignedPiece piece) throws IOException {
        MessageDigest sha256 = Sha256.start();
        long length = SignedRequests.get(piece.getUrl(), sha256::update);
        if (length != piece.getLength()
                || !UnsafeByteOperations.unsafeWrap(sha256.digest()).equals(piece.getDigest())) {
            throw new IllegalStateException("other bytes came than were signed for");
        }
    }
}
