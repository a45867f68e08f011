package dev.pedigree.artifact;

import com.google.protobuf.ByteString;
import dev.pedigree.chassis.fault.Fault;
import dev.pedigree.chassis.fault.FaultStatus;
import dev.pedigree.lifecycle.Digest;
import dev.pedigree.mesh.v1.ArtifactEvidence;
import dev.pedigree.mesh.v1.ArtifactHoldsGrpc;
import dev.pedigree.mesh.v1.HoldManifestRequest;
import dev.pedigree.v1.ArtifactServiceGrpc;
import dev.pedigree.v1.BatchDownloadBlobsRequest;
import dev.pedigree.v1.BatchDownloadBlobsResponse;
import dev.pedigree.v1.BatchUploadBlobsRequest;
import dev.pedigree.v1.BatchUploadBlobsResponse;
import dev.pedigree.v1.BlobDownload;
import dev.pedigree.v1.BlobEncoding;
import dev.pedigree.v1.BlobUpload;
import dev.pedigree.v1.Capabilities;
import dev.pedigree.v1.CommitManifestRequest;
import dev.pedigree.v1.CommitUploadPartsRequest;
import dev.pedigree.v1.DigestFunction;
import dev.pedigree.v1.DownloadBlobRequest;
import dev.pedigree.v1.DownloadBlobResponse;
import dev.pedigree.v1.FindMissingBlobsRequest;
import dev.pedigree.v1.GetCapabilitiesRequest;
import dev.pedigree.v1.Manifest;
import dev.pedigree.v1.ManifestEntry;
import dev.pedigree.v1.PartDigest;
import dev.pedigree.v1.QueryUploadRequest;
import dev.pedigree.v1.SignUploadPartsRequest;
import dev.pedigree.v1.SignUploadPartsResponse;
import dev.pedigree.v1.UploadBlobRequest;
import dev.pedigree.v1.UploadBlobResponse;
import dev.pedigree.v1.UploadSpec;
import dev.pedigree.v1.UploadStatus;
import io.grpc.Channel;
import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.BlockingClientCall;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/// A client of the service that works in one project; refusals come out as the faults they are.
record Client(Channel channel, String project) {
    static final int CHUNK = 1 << 20;

    ArtifactServiceGrpc.ArtifactServiceBlockingV2Stub stub() {
        return ArtifactServiceGrpc.newBlockingV2Stub(channel);
    }

    String parent() {
        return "projects/" + project;
    }

    static ByteString digest(ByteString bytes) {
        return ByteString.copyFrom(Digest.ofContent(bytes.toByteArray()).bytes());
    }

    static Digest digestOf(ByteString bytes) {
        return Digest.ofContent(bytes.toByteArray());
    }

    /// The fault that a call ends with.
    static Fault fault(ThrowingCallable call) {
        try {
            call.call();
        } catch (StatusRuntimeException failure) {
            return FaultStatus.toFault(failure, "artifact");
        } catch (StatusException failure) {
            return FaultStatus.toFault(
                    new StatusRuntimeException(failure.getStatus(), failure.getTrailers()), "artifact");
        } catch (Throwable failure) {
            throw new AssertionError("not a status", failure);
        }
        throw new AssertionError("the call succeeded");
    }

    ByteString missing(ByteString... digests) throws StatusException {
        return missing(ByteString.copyFrom(List.of(digests)));
    }

    ByteString missing(ByteString packed) throws StatusException {
        return stub().findMissingBlobs(FindMissingBlobsRequest.newBuilder()
                        .setParent(parent())
                        .setDigestFunction(DigestFunction.DIGEST_FUNCTION_SHA256)
                        .setDigests(packed)
                        .build())
                .getMissing();
    }

    /// Whether the service says in time what of `packed` is missing.
    boolean answersWithin(Duration time, ByteString packed) throws StatusException {
        try {
            stub().withDeadlineAfter(time)
                    .findMissingBlobs(FindMissingBlobsRequest.newBuilder()
                            .setParent(parent())
                            .setDigestFunction(DigestFunction.DIGEST_FUNCTION_SHA256)
                            .setDigests(packed)
                            .build());
            return true;
        } catch (StatusException failure) {
            if (failure.getStatus().getCode() == Status.Code.DEADLINE_EXCEEDED) {
                return false;
            }
            throw failure;
        }
    }

    static BlobUpload item(ByteString bytes) {
        return item(digest(bytes), bytes);
    }

    static BlobUpload item(ByteString digest, ByteString bytes) {
        return BlobUpload.newBuilder().setDigest(digest).setData(bytes).build();
    }

    BatchUploadBlobsResponse batch(List<BlobUpload> items) throws StatusException {
        return stub().batchUploadBlobs(BatchUploadBlobsRequest.newBuilder()
                .setParent(parent())
                .setDigestFunction(DigestFunction.DIGEST_FUNCTION_SHA256)
                .addAllBlobs(items)
                .build());
    }

    UploadBlobResponse upload(ByteString bytes) throws Exception {
        return upload(digest(bytes), bytes.size(), bytes);
    }

    UploadBlobResponse upload(ByteString digest, long size, ByteString bytes) throws Exception {
        return send(digest, size, 0, bytes);
    }

    /// Goes on with an upload of `whole`.
    UploadBlobResponse goOn(ByteString whole, long offset) throws Exception {
        return send(digest(whole), whole.size(), offset, whole.substring((int) offset));
    }

    UploadBlobResponse send(ByteString digest, long size, long offset, ByteString bytes) throws Exception {
        BlockingClientCall<UploadBlobRequest, UploadBlobResponse> call = beginUpload();
        if (call.write(first(digest, size, offset))) {
            write(call, bytes);
        }
        call.halfClose();
        return call.read();
    }

    void write(BlockingClientCall<UploadBlobRequest, UploadBlobResponse> call, ByteString bytes) throws Exception {
        boolean open = true;
        for (int start = 0; open && start < bytes.size(); start += CHUNK) {
            open = call.write(UploadBlobRequest.newBuilder()
                    .setData(bytes.substring(start, Math.min(bytes.size(), start + CHUNK)))
                    .build());
        }
    }

    SignUploadPartsResponse signParts(ByteString whole, List<PartDigest> parts) throws StatusException {
        return signParts(digest(whole), whole.size(), parts);
    }

    SignUploadPartsResponse signParts(ByteString digest, long size, List<PartDigest> parts) throws StatusException {
        return stub().signUploadParts(SignUploadPartsRequest.newBuilder()
                .setParent(parent())
                .setDigestFunction(DigestFunction.DIGEST_FUNCTION_SHA256)
                .setDigest(digest)
                .setSize(size)
                .addAllParts(parts)
                .build());
    }

    UploadStatus commitParts(ByteString whole, List<PartDigest> parts) throws StatusException {
        return commitParts(digest(whole), whole.size(), parts);
    }

    UploadStatus commitParts(ByteString digest, long size, List<PartDigest> parts) throws StatusException {
        return stub().commitUploadParts(CommitUploadPartsRequest.newBuilder()
                .setParent(parent())
                .setDigestFunction(DigestFunction.DIGEST_FUNCTION_SHA256)
                .setDigest(digest)
                .setSize(size)
                .addAllParts(parts)
                .build());
    }

    Capabilities capabilities() throws StatusException {
        return stub().getCapabilities(
                        GetCapabilitiesRequest.newBuilder().setParent(parent()).build());
    }

    UploadStatus query(ByteString whole) throws StatusException {
        return query(digest(whole), whole.size());
    }

    UploadStatus query(ByteString digest, long size) throws StatusException {
        return stub().queryUpload(QueryUploadRequest.newBuilder()
                .setParent(parent())
                .setDigestFunction(DigestFunction.DIGEST_FUNCTION_SHA256)
                .setDigest(digest)
                .setSize(size)
                .build());
    }

    BlockingClientCall<UploadBlobRequest, UploadBlobResponse> beginUpload() {
        return stub().uploadBlob();
    }

    UploadBlobRequest first(ByteString digest, long size) {
        return first(digest, size, 0);
    }

    UploadBlobRequest first(ByteString digest, long size, long offset) {
        return UploadBlobRequest.newBuilder()
                .setParent(parent())
                .setSpec(UploadSpec.newBuilder()
                        .setDigestFunction(DigestFunction.DIGEST_FUNCTION_SHA256)
                        .setDigest(digest)
                        .setSize(size)
                        .setOffset(offset))
                .build();
    }

    ByteString download(Digest digest) throws Exception {
        return download(digest, 0, 0);
    }

    ByteString download(Digest digest, long offset, long limit) throws Exception {
        ByteString.Output bytes = ByteString.newOutput();
        download(digest, offset, limit, chunk -> bytes.write(chunk.toByteArray(), 0, chunk.size()));
        return bytes.toByteString();
    }

    void download(Digest digest, Consumer<ByteString> sink) throws Exception {
        download(digest, 0, 0, sink);
    }

    void download(Digest digest, long offset, long limit, Consumer<ByteString> sink) throws Exception {
        BlockingClientCall<?, DownloadBlobResponse> call = stub().downloadBlob(DownloadBlobRequest.newBuilder()
                .setName(parent() + "/blobs/" + digest)
                .setReadOffset(offset)
                .setReadLimit(limit)
                .build());
        while (call.hasNext()) {
            sink.accept(call.read().getData());
        }
    }

    List<BlobDownload> downloads(ByteString digests, BlobEncoding... accepted) throws Exception {
        BlockingClientCall<?, BatchDownloadBlobsResponse> call = stub().batchDownloadBlobs(
                        BatchDownloadBlobsRequest.newBuilder()
                                .setParent(parent())
                                .setDigestFunction(DigestFunction.DIGEST_FUNCTION_SHA256)
                                .setDigests(digests)
                                .addAllAcceptEncodings(List.of(accepted))
                                .build());
        List<BlobDownload> blobs = new ArrayList<>();
        while (call.hasNext()) {
            blobs.addAll(call.read().getBlobsList());
        }
        return blobs;
    }

    static ManifestEntry entry(String path, ByteString bytes) {
        return ManifestEntry.newBuilder()
                .setPath(path)
                .setDigest(digest(bytes))
                .setSize(bytes.size())
                .build();
    }

    Manifest commit(String digest, List<ManifestEntry> entries) throws Exception {
        return commit(digest, entries, 2_000);
    }

    Manifest commit(String digest, List<ManifestEntry> entries, int batch) throws Exception {
        BlockingClientCall<CommitManifestRequest, Manifest> call = stub().commitManifest();
        CommitManifestRequest.Builder message =
                CommitManifestRequest.newBuilder().setParent(parent()).setDigest(digest);
        boolean open = true;
        for (int start = 0; open && start < Math.max(1, entries.size()); start += batch) {
            open = call.write(message.addAllEntries(entries.subList(start, Math.min(entries.size(), start + batch)))
                    .build());
            message = CommitManifestRequest.newBuilder();
        }
        call.halfClose();
        return call.read();
    }

    ArtifactEvidence hold(String manifestDigest, boolean verify) throws StatusException {
        return ArtifactHoldsGrpc.newBlockingV2Stub(channel)
                .holdManifest(HoldManifestRequest.newBuilder()
                        .setParent(parent())
                        .setManifestDigest(manifestDigest)
                        .setVerify(verify)
                        .build());
    }
}
