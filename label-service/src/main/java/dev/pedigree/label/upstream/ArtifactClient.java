package dev.pedigree.label.upstream;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import dev.pedigree.chassis.fault.Cancelled;
import dev.pedigree.chassis.fault.Corrupt;
import dev.pedigree.chassis.upstream.Passage;
import dev.pedigree.chassis.upstream.Upstream;
import dev.pedigree.lifecycle.Digest;
import dev.pedigree.lifecycle.name.BlobName;
import dev.pedigree.lifecycle.name.ManifestName;
import dev.pedigree.lifecycle.name.ProjectName;
import dev.pedigree.v1.ArtifactServiceGrpc;
import dev.pedigree.v1.ArtifactServiceGrpc.ArtifactServiceBlockingStub;
import dev.pedigree.v1.ArtifactServiceGrpc.ArtifactServiceBlockingV2Stub;
import dev.pedigree.v1.DigestFunction;
import dev.pedigree.v1.DownloadBlobRequest;
import dev.pedigree.v1.DownloadBlobResponse;
import dev.pedigree.v1.FindMissingBlobsRequest;
import dev.pedigree.v1.FindMissingBlobsResponse;
import dev.pedigree.v1.ListManifestEntriesRequest;
import dev.pedigree.v1.ListManifestEntriesResponse;
import dev.pedigree.v1.UploadBlobRequest;
import dev.pedigree.v1.UploadBlobResponse;
import dev.pedigree.v1.UploadSpec;
import io.grpc.StatusException;
import io.grpc.stub.BlockingClientCall;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/// artifact-service: the only place where bytes are kept. Every method answers or throws a `Fault`.
public final class ArtifactClient {
    private static final int CHUNK = 1 << 20;
    private static final int PAGE = 10_000;

    private final Upstream upstream;
    private final ArtifactServiceBlockingStub calls;
    private final ArtifactServiceBlockingV2Stub streams;

    public ArtifactClient(Upstream upstream) {
        this.upstream = upstream;
        this.calls = ArtifactServiceGrpc.newBlockingStub(upstream.channel());
        this.streams = ArtifactServiceGrpc.newBlockingV2Stub(upstream.channel());
    }

    /// A stream, and what it answers.
    @FunctionalInterface
    private interface Exchange<T> {
        T run(ArtifactServiceBlockingV2Stub stub) throws StatusException, InterruptedException, IOException;
    }

    /// Stores a file as a blob.
    public void upload(ProjectName project, Digest digest, Path file) {
        stream(stub -> {
            try (InputStream bytes = Files.newInputStream(file)) {
                BlockingClientCall<UploadBlobRequest, UploadBlobResponse> call = stub.uploadBlob();
                boolean open = call.write(first(project, digest, Files.size(file)));
                for (byte[] chunk = bytes.readNBytes(CHUNK);
                        open && chunk.length > 0;
                        chunk = bytes.readNBytes(CHUNK)) {
                    open = call.write(UploadBlobRequest.newBuilder()
                            .setData(UnsafeByteOperations.unsafeWrap(chunk))
                            .build());
                }
                call.halfClose();
                return call.read();
            }
        });
    }

    private static UploadBlobRequest first(ProjectName project, Digest digest, long size) {
        return UploadBlobRequest.newBuilder()
                .setParent(project.toString())
                .setSpec(UploadSpec.newBuilder()
                        .setDigestFunction(DigestFunction.DIGEST_FUNCTION_SHA256)
                        .setDigest(ByteString.copyFrom(digest.bytes()))
                        .setSize(size))
                .build();
    }

    /// Writes a blob to `file`, verified here as well. Errors: BLOB_NOT_FOUND, CONTENT_CORRUPT.
    ///
    /// @return how many bytes it has
    public long download(BlobName name, Path file, long mostBytes) {
        return stream(stub -> {
            try (OutputStream out = Files.newOutputStream(file);
                    DigestOutputStream summed = new DigestOutputStream(out, Digest.sha256())) {
                BlockingClientCall<?, DownloadBlobResponse> call = stub.downloadBlob(DownloadBlobRequest.newBuilder()
                        .setName(name.toString())
                        .build());
                long size = 0;
                while (call.hasNext()) {
                    ByteString data = call.read().getData();
                    size += data.size();
                    if (size > mostBytes) {
                        call.cancel("the file is too large", null);
                        return size;
                    }
                    data.writeTo(summed);
                }
                if (!Digest.of(summed.getMessageDigest().digest()).equals(name.digest())) {
                    throw new Corrupt(name.digest().toString());
                }
                return size;
            }
        });
    }

    /// Keeps blobs from deletion for a lease.
    ///
    /// @return those that are not there
    public Set<Digest> missing(ProjectName project, Collection<Digest> blobs) {
        ByteString.Output packed = ByteString.newOutput(blobs.size() * Digest.LENGTH);
        blobs.forEach(blob -> packed.write(blob.bytes(), 0, Digest.LENGTH));
        FindMissingBlobsRequest request = FindMissingBlobsRequest.newBuilder()
                .setParent(project.toString())
                .setDigestFunction(DigestFunction.DIGEST_FUNCTION_SHA256)
                .setDigests(packed.toByteString())
                .build();
        return blobs.isEmpty() ? Set.of() : unpack(upstream.call(calls, stub -> stub.findMissingBlobs(request)));
    }

    private static Set<Digest> unpack(FindMissingBlobsResponse response) {
        Set<Digest> missing = new HashSet<>();
        ByteString packed = response.getMissing();
        for (int start = 0; start < packed.size(); start += Digest.LENGTH) {
            missing.add(Digest.of(packed.substring(start, start + Digest.LENGTH).toByteArray()));
        }
        return missing;
    }

    /// One page of the files of a manifest. Errors: MANIFEST_NOT_FOUND.
    public ListManifestEntriesResponse entries(ManifestName manifest, String pageToken) {
        ListManifestEntriesRequest request = ListManifestEntriesRequest.newBuilder()
                .setParent(manifest.toString())
                .setPageSize(PAGE)
                .setPageToken(pageToken)
                .build();
        return upstream.call(calls, stub -> stub.listManifestEntries(request));
    }

    private <T> T stream(Exchange<T> exchange) {
        try (Passage passage = upstream.enter()) {
            try {
                T answer = exchange.run(streams);
                passage.succeeded();
                return answer;
            } catch (StatusException failure) {
                throw passage.failed(failure);
            } catch (InterruptedException _) {
                throw new Cancelled();
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }
    }

    /// The digest of a file on this machine.
    public static Digest digest(Path file) {
        try (InputStream bytes = Files.newInputStream(file);
                DigestOutputStream summed = new DigestOutputStream(OutputStream.nullOutputStream(), Digest.sha256())) {
            bytes.transferTo(summed);
            return Digest.of(summed.getMessageDigest().digest());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
