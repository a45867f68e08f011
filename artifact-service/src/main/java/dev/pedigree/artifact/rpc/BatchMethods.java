package dev.pedigree.artifact.rpc;

import com.google.protobuf.ByteString;
import dev.pedigree.artifact.blob.Encoding;
import dev.pedigree.artifact.blob.Projects;
import dev.pedigree.artifact.download.DownloadBatch;
import dev.pedigree.artifact.limit.Limits;
import dev.pedigree.artifact.limit.Room;
import dev.pedigree.artifact.upload.UploadBatch;
import dev.pedigree.artifact.upload.UploadItem;
import dev.pedigree.chassis.fault.Fault;
import dev.pedigree.chassis.fault.FaultStatus;
import dev.pedigree.chassis.rpc.Sink;
import dev.pedigree.lifecycle.Digest;
import dev.pedigree.v1.BatchDownloadBlobsRequest;
import dev.pedigree.v1.BatchDownloadBlobsResponse;
import dev.pedigree.v1.BatchUploadBlobsRequest;
import dev.pedigree.v1.BatchUploadBlobsResponse;
import dev.pedigree.v1.BlobUpload;
import dev.pedigree.v1.BlobUploadResult;
import io.grpc.protobuf.StatusProto;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The methods about many small blobs: reads requests, asks the operations, writes replies.
public final class BatchMethods {
    private final Limits limits;
    private final Projects projects;
    private final UploadBatch uploadBatch;
    private final DownloadBatch downloadBatch;

    public BatchMethods(Limits limits, Projects projects, UploadBatch uploadBatch, DownloadBatch downloadBatch) {
        this.limits = limits;
        this.projects = projects;
        this.uploadBatch = uploadBatch;
        this.downloadBatch = downloadBatch;
    }

    /// @param room for the largest message there may be
    BatchUploadBlobsResponse upload(BatchUploadBlobsRequest request, Room.Lot room) {
        Limits.check("blobs", request.getBlobsCount(), limits.batchBlobs());
        long bytes = bytes(request);
        room.shrink(Math.max(request.getSerializedSize(), bytes));
        List<UploadItem> items =
                request.getBlobsList().stream().map(BatchMethods::item).toList();
        List<Optional<Fault>> outcomes =
                uploadBatch.run(projects.ensure(Requests.project(request.getParent())), items, room);
        BatchUploadBlobsResponse.Builder response = BatchUploadBlobsResponse.newBuilder();
        for (int index = 0; index < outcomes.size(); index++) {
            response.addResults(result(request.getBlobs(index), outcomes.get(index)));
        }
        return response.build();
    }

    void download(BatchDownloadBlobsRequest request, Sink<BatchDownloadBlobsResponse> replies) {
        Set<Digest> digests =
                new LinkedHashSet<>(Requests.packed(request.getDigests()).digests());
        Limits.check("digests", digests.size(), limits.batchDownloadBlobs());
        Downloads downloads = new Downloads(replies::send);
        downloadBatch.run(
                Requests.project(request.getParent()),
                digests,
                Encodings.accepted(request.getAcceptEncodingsList()),
                downloads::add);
    }

    /// As they travel or as they are, whichever is more: so no few bytes can become very many here. What clients state
    /// is within the limit before it is added up, and cannot overflow.
    private long bytes(BatchUploadBlobsRequest request) {
        long sum = 0;
        for (BlobUpload blob : request.getBlobsList()) {
            Limits.check("bytes of blobs", blob.getSize(), limits.batchBytes());
            sum += Math.max(blob.getData().size(), blob.getSize());
        }
        Limits.check("bytes of blobs", sum, limits.batchBytes());
        return sum;
    }

    private static UploadItem item(BlobUpload blob) {
        ByteString data = blob.getData();
        Encoding encoding = Encodings.read(blob.getEncoding());
        boolean unstated = encoding == Encoding.IDENTITY && blob.getSize() == 0;
        int size = unstated ? data.size() : Math.toIntExact(blob.getSize());
        return new UploadItem(Requests.digest(blob.getDigest()), encoding, size, data);
    }

    private static BlobUploadResult result(BlobUpload blob, Optional<Fault> fault) {
        BlobUploadResult.Builder result = BlobUploadResult.newBuilder().setDigest(blob.getDigest());
        result.getStatusBuilder(); // an empty one is OK
        fault.map(FaultStatus::toStatus).map(StatusProto::fromThrowable).ifPresent(result::setStatus);
        return result.build();
    }
}
