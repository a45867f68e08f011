package dev.pedigree.artifact.rpc;

import com.google.protobuf.ByteString;
import dev.pedigree.artifact.blob.BlobStore;
import dev.pedigree.artifact.blob.PackedDigests;
import dev.pedigree.artifact.blob.Projects;
import dev.pedigree.artifact.download.DownloadBlob;
import dev.pedigree.artifact.limit.Limits;
import dev.pedigree.artifact.upload.UploadBlob;
import dev.pedigree.chassis.fault.Invalid;
import dev.pedigree.chassis.rpc.Inbox;
import dev.pedigree.chassis.rpc.Sink;
import dev.pedigree.lifecycle.Digest;
import dev.pedigree.lifecycle.name.BlobName;
import dev.pedigree.lifecycle.name.ProjectName;
import dev.pedigree.v1.DownloadBlobRequest;
import dev.pedigree.v1.DownloadBlobResponse;
import dev.pedigree.v1.FindMissingBlobsRequest;
import dev.pedigree.v1.FindMissingBlobsResponse;
import dev.pedigree.v1.UploadBlobRequest;
import dev.pedigree.v1.UploadBlobResponse;
import dev.pedigree.v1.UploadSpec;

/// The methods about blobs: reads requests, asks the operations, writes replies.
public final class BlobMethods {
    private final Limits limits;
    private final Projects projects;
    private final BlobStore blobs;
    private final UploadBlob uploadBlob;
    private final DownloadBlob downloadBlob;

    public BlobMethods(
            Limits limits, Projects projects, BlobStore blobs, UploadBlob uploadBlob, DownloadBlob downloadBlob) {
        this.limits = limits;
        this.projects = projects;
        this.blobs = blobs;
        this.uploadBlob = uploadBlob;
        this.downloadBlob = downloadBlob;
    }

    FindMissingBlobsResponse findMissing(FindMissingBlobsRequest request) {
        PackedDigests asked = Requests.packed(request.getDigests());
        Limits.check("digests", asked.count(), limits.findMissingDigests());
        ByteString missing = projects.find(Requests.project(request.getParent()))
                .map(project -> asked.pick(blobs.missing(project, asked)))
                .orElse(request.getDigests());
        return FindMissingBlobsResponse.newBuilder().setMissing(missing).build();
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
                projects.ensure(project),
                Requests.caller(),
                digest,
                spec.getSize(),
                spec.getOffset(),
                new Chunks(first, requests, limits.chunkBytes()));
        return UploadBlobResponse.newBuilder()
                .setName(new BlobName(project, digest).toString())
                .setSize(spec.getSize())
                .setExisted(existed)
                .build();
    }

    void download(DownloadBlobRequest request, Sink<DownloadBlobResponse> replies) {
        downloadBlob.run(
                Requests.blob(request.getName()),
                request.getReadOffset(),
                request.getReadLimit(),
                chunk -> replies.send(
                        DownloadBlobResponse.newBuilder().setData(chunk).build()));
    }
}
