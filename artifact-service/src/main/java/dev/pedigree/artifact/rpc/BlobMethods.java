package dev.pedigree.artifact.rpc;

import com.google.protobuf.ByteString;
import dev.pedigree.artifact.blob.BlobStore;
import dev.pedigree.artifact.blob.PackedDigests;
import dev.pedigree.artifact.blob.Projects;
import dev.pedigree.artifact.download.DownloadBlob;
import dev.pedigree.artifact.limit.Limits;
import dev.pedigree.artifact.limit.Room;
import dev.pedigree.artifact.upload.UploadBatch;
import dev.pedigree.artifact.upload.UploadBlob;
import dev.pedigree.chassis.fault.Fault;
import dev.pedigree.chassis.fault.FaultStatus;
import dev.pedigree.chassis.fault.Invalid;
import dev.pedigree.chassis.rpc.Inbox;
import dev.pedigree.chassis.rpc.Sink;
import dev.pedigree.lifecycle.Digest;
import dev.pedigree.lifecycle.name.BlobName;
import dev.pedigree.lifecycle.name.ProjectName;
import dev.pedigree.v1.BatchUploadBlobsRequest;
import dev.pedigree.v1.BatchUploadBlobsResponse;
import dev.pedigree.v1.BlobUpload;
import dev.pedigree.v1.BlobUploadResult;
import dev.pedigree.v1.DownloadBlobRequest;
import dev.pedigree.v1.DownloadBlobResponse;
import dev.pedigree.v1.FindMissingBlobsRequest;
import dev.pedigree.v1.FindMissingBlobsResponse;
import dev.pedigree.v1.UploadBlobRequest;
import dev.pedigree.v1.UploadBlobResponse;
import dev.pedigree.v1.UploadSpec;
import io.grpc.protobuf.StatusProto;
import java.util.List;
import java.util.Optional;

/// The methods about blobs: reads requests, asks the operations, writes replies.
public final class BlobMethods {
    private final Limits limits;
    private final Projects projects;
    private final BlobStore blobs;
    private final UploadBatch uploadBatch;
    private final UploadBlob uploadBlob;
    private final DownloadBlob downloadBlob;

    public BlobMethods(
            Limits limits,
            Projects projects,
            BlobStore blobs,
            UploadBatch uploadBatch,
            UploadBlob uploadBlob,
            DownloadBlob downloadBlob) {
        this.limits = limits;
        this.projects = projects;
        this.blobs = blobs;
        this.uploadBatch = uploadBatch;
        this.uploadBlob = uploadBlob;
        this.downloadBlob = downloadBlob;
    }

    FindMissingBlobsResponse findMissing(FindMissingBlobsRequest request) {
        if (!PackedDigests.isWhole(request.getDigests())) {
            throw new Invalid("digests", "is no whole number of digests of %d bytes".formatted(Digest.LENGTH));
        }
        PackedDigests asked = PackedDigests.of(request.getDigests());
        Limits.check("digests", asked.count(), limits.findMissingDigests());
        ByteString missing = projects.find(Requests.project(request.getParent()))
                .map(project -> asked.pick(blobs.missing(project, asked)))
                .orElse(request.getDigests());
        return FindMissingBlobsResponse.newBuilder().setMissing(missing).build();
    }

    /// @param room for the largest message there may be
    BatchUploadBlobsResponse uploadBatch(BatchUploadBlobsRequest request, Room.Lot room) {
        Limits.check("blobs", request.getBlobsCount(), limits.batchBlobs());
        Limits.check("bytes of blobs", bytes(request), limits.batchBytes());
        room.shrink(request.getSerializedSize());
        List<UploadBatch.Item> items = request.getBlobsList().stream()
                .map(blob -> new UploadBatch.Item(Requests.digest(blob.getDigest()), blob.getData()))
                .toList();
        List<Optional<Fault>> outcomes =
                uploadBatch.run(projects.ensure(Requests.project(request.getParent())), items, room);
        BatchUploadBlobsResponse.Builder response = BatchUploadBlobsResponse.newBuilder();
        for (int index = 0; index < outcomes.size(); index++) {
            response.addResults(result(request.getBlobs(index), outcomes.get(index)));
        }
        return response.build();
    }

    UploadBlobResponse upload(Inbox<UploadBlobRequest> requests) {
        UploadBlobRequest first = requests.take().orElseThrow(() -> new Invalid("spec", "no message came"));
        if (!first.hasSpec()) {
            throw new Invalid("spec", "the first message must have it");
        }
        UploadSpec spec = first.getSpec();
        Limits.check("bytes", spec.getSize(), limits.blobBytes());
        ProjectName project = Requests.project(first.getParent());
        Digest digest = Requests.digest(spec.getDigest());
        boolean existed = uploadBlob.run(
                projects.ensure(project), digest, spec.getSize(), new Chunks(first, requests, limits.chunkBytes()));
        return UploadBlobResponse.newBuilder()
                .setName(new BlobName(project, digest).toString())
                .setSize(spec.getSize())
                .setExisted(existed)
                .build();
    }

    void download(DownloadBlobRequest request, Sink<DownloadBlobResponse> replies) {
        downloadBlob.run(
                Requests.blob(request.getName()),
                chunk -> replies.send(
                        DownloadBlobResponse.newBuilder().setData(chunk).build()));
    }

    private static long bytes(BatchUploadBlobsRequest request) {
        return request.getBlobsList().stream()
                .mapToLong(blob -> blob.getData().size())
                .sum();
    }

    private static BlobUploadResult result(BlobUpload blob, Optional<Fault> fault) {
        BlobUploadResult.Builder result = BlobUploadResult.newBuilder().setDigest(blob.getDigest());
        result.getStatusBuilder(); // an empty one is OK
        fault.map(FaultStatus::toStatus).map(StatusProto::fromThrowable).ifPresent(result::setStatus);
        return result.build();
    }
}
