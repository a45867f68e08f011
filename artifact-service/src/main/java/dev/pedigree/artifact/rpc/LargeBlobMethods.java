package dev.pedigree.artifact.rpc;

import static dev.pedigree.v1.ArtifactServiceGrpc.getCommitUploadPartsMethod;
import static dev.pedigree.v1.ArtifactServiceGrpc.getSignDownloadMethod;
import static dev.pedigree.v1.ArtifactServiceGrpc.getSignUploadPartsMethod;

import com.google.protobuf.ByteString;
import dev.pedigree.artifact.blob.Project;
import dev.pedigree.artifact.blob.Projects;
import dev.pedigree.artifact.direct.CommitUploadParts;
import dev.pedigree.artifact.direct.Direct;
import dev.pedigree.artifact.direct.SignDownload;
import dev.pedigree.artifact.direct.SignUploadParts;
import dev.pedigree.artifact.large.QueryUpload;
import dev.pedigree.artifact.large.Session;
import dev.pedigree.artifact.limit.Limits;
import dev.pedigree.artifact.part.Part;
import dev.pedigree.chassis.fault.Unsupported;
import dev.pedigree.chassis.store.S3Signer.Signed;
import dev.pedigree.lifecycle.Digest;
import dev.pedigree.v1.CommitUploadPartsRequest;
import dev.pedigree.v1.PartDigest;
import dev.pedigree.v1.QueryUploadRequest;
import dev.pedigree.v1.SignDownloadRequest;
import dev.pedigree.v1.SignDownloadResponse;
import dev.pedigree.v1.SignUploadPartsRequest;
import dev.pedigree.v1.SignUploadPartsResponse;
import dev.pedigree.v1.SignedRequest;
import dev.pedigree.v1.UploadState;
import dev.pedigree.v1.UploadStatus;
import io.grpc.MethodDescriptor;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The methods about uploads of large blobs.
public final class LargeBlobMethods {
    private final Limits limits;
    private final Projects projects;
    private final QueryUpload queryUpload;
    private final Optional<Direct> direct;

    public LargeBlobMethods(Limits limits, Projects projects, QueryUpload queryUpload, Optional<Direct> direct) {
        this.limits = limits;
        this.projects = projects;
        this.queryUpload = queryUpload;
        this.direct = direct;
    }

    /// How large a blob must be to be put into the object store directly; 0 where none can be.
    long leastDirectBytes() {
        return direct.map(Direct::leastBytes).orElse(0L);
    }

    UploadStatus query(QueryUploadRequest request) {
        checkSize(request.getSize());
        return status(queryUpload.run(
                projects.ensure(Requests.project(request.getParent())),
                Requests.caller(),
                Requests.digest(request.getDigest()),
                request.getSize()));
    }

    SignUploadPartsResponse signUpload(SignUploadPartsRequest request) {
        SignUploadParts sign = direct(getSignUploadPartsMethod()).signUpload();
        checkSize(request.getSize());
        Instant expires = Instant.now().plus(Direct.VALIDITY);
        Optional<List<Optional<Signed>>> signed = sign.run(
                projects.ensure(Requests.project(request.getParent())),
                Requests.caller(),
                Requests.digest(request.getDigest()),
                request.getSize(),
                parts(request.getPartsList()));
        SignUploadPartsResponse.Builder response =
                SignUploadPartsResponse.newBuilder().setExisted(signed.isEmpty());
        signed.orElse(List.of()).forEach(put -> response.addRequests(request(put)));
        return response.setExpireTime(ManifestMethods.timestamp(expires)).build();
    }

    private static SignedRequest request(Optional<Signed> put) {
        return put.map(signed -> SignedRequest.newBuilder().setUrl(signed.url()).putAllHeaders(signed.headers()))
                .orElseGet(() -> SignedRequest.newBuilder().setStored(true))
                .build();
    }

    UploadStatus commit(CommitUploadPartsRequest request) {
        CommitUploadParts commit = direct(getCommitUploadPartsMethod()).commitUpload();
        checkSize(request.getSize());
        Project project = projects.ensure(Requests.project(request.getParent()));
        Digest digest = Requests.digest(request.getDigest());
        commit.run(project, Requests.caller(), digest, request.getSize(), parts(request.getPartsList()));
        return status(queryUpload.run(project, Requests.caller(), digest, request.getSize()));
    }

    SignDownloadResponse signDownload(SignDownloadRequest request) {
        SignDownload sign = direct(getSignDownloadMethod()).signDownload();
        Instant expires = Instant.now().plus(Direct.VALIDITY);
        SignDownloadResponse.Builder response = SignDownloadResponse.newBuilder();
        sign.run(Requests.blob(request.getName()), request.getReadOffset(), request.getReadLimit())
                .forEach(piece -> response.addPiecesBuilder()
                        .setUrl(piece.url())
                        .setOffset(piece.offset())
                        .setLength(piece.length())
                        .setDigest(ByteString.copyFrom(piece.digest().bytes())));
        return response.setExpireTime(ManifestMethods.timestamp(expires)).build();
    }

    private void checkSize(long size) {
        Limits.check("bytes", size, limits.blobBytes());
    }

    private Direct direct(MethodDescriptor<?, ?> method) {
        return direct.orElseThrow(() -> new Unsupported(method.getFullMethodName()));
    }

    private static List<Part> parts(List<PartDigest> parts) {
        Limits.check("parts", parts.size(), Direct.MOST_PARTS);
        return parts.stream()
                .map(part -> new Part(part.getNumber(), Requests.digest(part.getDigest())))
                .toList();
    }

    private static UploadStatus status(QueryUpload.Answer answer) {
        return UploadStatus.newBuilder()
                .setState(state(answer))
                .setCommittedOffset(answer.committed())
                .setPartSize(answer.partSize())
                .setFailure(answer.failure().orElse(""))
                .setDirect(answer.direct())
                .build();
    }

    private static UploadState state(QueryUpload.Answer answer) {
        if (answer.complete()) {
            return UploadState.UPLOAD_STATE_COMPLETE;
        }
        return answer.state().map(LargeBlobMethods::state).orElse(UploadState.UPLOAD_STATE_ABSENT);
    }

    private static UploadState state(Session.State state) {
        return switch (state) {
            case OPEN -> UploadState.UPLOAD_STATE_OPEN;
            case VERIFYING -> UploadState.UPLOAD_STATE_VERIFYING;
            case FAILED -> UploadState.UPLOAD_STATE_FAILED;
        };
    }
}
