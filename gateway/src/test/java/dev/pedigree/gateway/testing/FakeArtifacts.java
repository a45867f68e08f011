package dev.pedigree.gateway.testing;

import com.google.protobuf.ByteString;
import com.google.protobuf.Timestamp;
import dev.pedigree.chassis.fault.NotFound;
import dev.pedigree.chassis.fault.Refused;
import dev.pedigree.chassis.fault.Violation;
import dev.pedigree.mesh.v1.ArtifactEvidence;
import dev.pedigree.mesh.v1.ArtifactHoldsGrpc;
import dev.pedigree.mesh.v1.HoldManifestRequest;
import dev.pedigree.v1.ArtifactServiceGrpc;
import dev.pedigree.v1.DownloadBlobRequest;
import dev.pedigree.v1.DownloadBlobResponse;
import dev.pedigree.v1.ErrorReason;
import dev.pedigree.v1.GetManifestRequest;
import dev.pedigree.v1.ListManifestEntriesRequest;
import dev.pedigree.v1.ListManifestEntriesResponse;
import dev.pedigree.v1.Manifest;
import dev.pedigree.v1.UploadBlobRequest;
import dev.pedigree.v1.UploadBlobResponse;
import io.grpc.ServerServiceDefinition;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/// An artifact-service that has every manifest, unless a test says otherwise.
public final class FakeArtifacts {
    public final List<HoldManifestRequest> holds = new CopyOnWriteArrayList<>();
    public final List<String> read = new CopyOnWriteArrayList<>();
    public final Set<String> missingManifests = ConcurrentHashMap.newKeySet();
    public final Set<String> missingBlobs = ConcurrentHashMap.newKeySet();

    private volatile Duration lease = Duration.ofHours(1);

    public void leaseFor(Duration duration) {
        lease = duration;
    }

    List<ServerServiceDefinition> services() {
        return List.of(new Holds().bindService(), new Service().bindService());
    }

    private final class Holds extends ArtifactHoldsGrpc.ArtifactHoldsImplBase {
        @Override
        public void holdManifest(HoldManifestRequest request, StreamObserver<ArtifactEvidence> replies) {
            holds.add(request);
            if (missingManifests.contains(request.getManifestDigest())) {
                throw new NotFound(
                        ErrorReason.ERROR_REASON_MANIFEST_NOT_FOUND, "manifest", request.getManifestDigest());
            }
            if (request.getVerify() && !missingBlobs.isEmpty()) {
                throw new Refused(
                        ErrorReason.ERROR_REASON_ARTIFACT_MISSING,
                        missingBlobs.stream()
                                .map(blob -> new Violation("ARTIFACT_MISSING", blob, "its object is gone"))
                                .toList());
            }
            Answers.answer(
                    replies,
                    ArtifactEvidence.newBuilder()
                            .setManifestDigest(request.getManifestDigest())
                            .setExpireTime(Timestamp.newBuilder()
                                    .setSeconds(Instant.now().plus(lease).getEpochSecond()))
                            .build());
        }
    }

    private final class Service extends ArtifactServiceGrpc.ArtifactServiceImplBase {
        @Override
        public void getManifest(GetManifestRequest request, StreamObserver<Manifest> replies) {
            read.add(request.getName());
            Answers.answer(
                    replies, Manifest.newBuilder().setName(request.getName()).build());
        }

        @Override
        public void listManifestEntries(
                ListManifestEntriesRequest request, StreamObserver<ListManifestEntriesResponse> replies) {
            read.add(request.getParent());
            Answers.answer(replies, ListManifestEntriesResponse.getDefaultInstance());
        }

        @Override
        public void downloadBlob(DownloadBlobRequest request, StreamObserver<DownloadBlobResponse> replies) {
            replies.onNext(DownloadBlobResponse.newBuilder()
                    .setData(ByteString.copyFromUtf8("first"))
                    .build());
            Answers.answer(
                    replies,
                    DownloadBlobResponse.newBuilder()
                            .setData(ByteString.copyFromUtf8("second"))
                            .build());
        }

        @Override
        public StreamObserver<UploadBlobRequest> uploadBlob(StreamObserver<UploadBlobResponse> replies) {
            return new StreamObserver<>() {
                private long size;

                @Override
                public void onNext(UploadBlobRequest request) {
                    size += request.getData().size();
                }

                @Override
                public void onError(Throwable failure) {}

                @Override
                public void onCompleted() {
                    Answers.answer(
                            replies,
                            UploadBlobResponse.newBuilder().setSize(size).build());
                }
            };
        }
    }
}
