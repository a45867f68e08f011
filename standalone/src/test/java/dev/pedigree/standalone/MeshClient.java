package dev.pedigree.standalone;

import com.google.common.hash.Hashing;
import com.google.protobuf.ByteString;
import dev.pedigree.testkit.Records;
import dev.pedigree.v1.ArtifactServiceGrpc;
import dev.pedigree.v1.AssetServiceGrpc;
import dev.pedigree.v1.BatchUploadBlobsRequest;
import dev.pedigree.v1.BlobUpload;
import dev.pedigree.v1.CommitManifestRequest;
import dev.pedigree.v1.CreateAssetRequest;
import dev.pedigree.v1.CreateProjectRequest;
import dev.pedigree.v1.CreateVersionRequest;
import dev.pedigree.v1.DeployPolicy;
import dev.pedigree.v1.DeployVersionRequest;
import dev.pedigree.v1.Deployment;
import dev.pedigree.v1.DigestFunction;
import dev.pedigree.v1.DownloadBlobRequest;
import dev.pedigree.v1.Environment;
import dev.pedigree.v1.Evaluation;
import dev.pedigree.v1.GetEnvironmentRequest;
import dev.pedigree.v1.Kind;
import dev.pedigree.v1.LabelServiceGrpc;
import dev.pedigree.v1.LifecycleServiceGrpc;
import dev.pedigree.v1.LineageServiceGrpc;
import dev.pedigree.v1.Manifest;
import dev.pedigree.v1.ManifestEntry;
import dev.pedigree.v1.Metric;
import dev.pedigree.v1.RecordEvaluationRequest;
import dev.pedigree.v1.SetDeployPolicyRequest;
import dev.pedigree.v1.Version;
import dev.pedigree.v1.VersionRecord;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.AbstractBlockingStub;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;

/// A user of a mesh with the administrator's token, and one project to work in.
final class MeshClient implements AutoCloseable {
    private final ManagedChannel channel;
    private final String token;
    private final String project = "projects/p" + UUID.randomUUID().toString().substring(0, 8);

    private MeshClient(ManagedChannel channel, String token) {
        this.channel = channel;
        this.token = token;
    }

    static MeshClient of(Mesh mesh) {
        try {
            ManagedChannel channel = Grpc.newChannelBuilder(mesh.address(), InsecureChannelCredentials.create())
                    .disableRetry()
                    .build();
            MeshClient client =
                    new MeshClient(channel, Files.readString(mesh.tokenFile()).strip());
            client.assets()
                    .createProject(CreateProjectRequest.newBuilder()
                            .setProjectId(client.project.substring("projects/".length()))
                            .build());
            return client;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    String project() {
        return project;
    }

    ManagedChannel channel() {
        return channel;
    }

    AssetServiceGrpc.AssetServiceBlockingStub assets() {
        return authorised(AssetServiceGrpc.newBlockingStub(channel));
    }

    LifecycleServiceGrpc.LifecycleServiceBlockingStub lifecycle() {
        return authorised(LifecycleServiceGrpc.newBlockingStub(channel));
    }

    ArtifactServiceGrpc.ArtifactServiceBlockingStub artifacts() {
        return authorised(ArtifactServiceGrpc.newBlockingStub(channel));
    }

    LineageServiceGrpc.LineageServiceBlockingStub lineage() {
        return authorised(LineageServiceGrpc.newBlockingStub(channel));
    }

    LabelServiceGrpc.LabelServiceBlockingStub labels() {
        return authorised(LabelServiceGrpc.newBlockingStub(channel));
    }

    private <S extends AbstractBlockingStub<S>> S authorised(S stub) {
        return stub.withCallCredentials(new Bearer(token)).withDeadlineAfter(Duration.ofSeconds(60));
    }

    /// Creates the asset and answers its name.
    String asset(Kind kind, String id) {
        return assets().createAsset(CreateAssetRequest.newBuilder()
                        .setParent(project)
                        .setKind(kind)
                        .setAssetId(id)
                        .build())
                .getName();
    }

    Version version(String asset, VersionRecord.Builder record) {
        return version(asset, record, UUID.randomUUID());
    }

    Version version(String asset, VersionRecord.Builder record, UUID requestId) {
        return assets().createVersion(CreateVersionRequest.newBuilder()
                .setParent(asset)
                .setRecord(record)
                .setRequestId(requestId.toString())
                .build());
    }

    /// A label schema and a dataset version labelled in it.
    Version dataset(String id) {
        Version schema = version(asset(Kind.KIND_LABEL_SCHEMA, id), Records.labelSchema());
        return version(
                asset(Kind.KIND_DATASET, id),
                Records.dataset(schema.getName(), manifest("samples of " + id).getDigest()));
    }

    Version model(String asset, Version dataset) {
        return version(asset, modelRecord(dataset));
    }

    VersionRecord.Builder modelRecord(Version dataset) {
        return Records.model(
                List.of(dataset.getName()),
                dataset.getName(),
                manifest("weights").getDigest());
    }

    /// Uploads one small file and commits the manifest that names it.
    Manifest manifest(String content) {
        return manifest(content, List.of("file.txt"));
    }

    /// The same with the file at several paths, which are sorted.
    Manifest manifest(String content, List<String> paths) {
        ByteString digest = upload(content);
        CompletableFuture<Manifest> committed = new CompletableFuture<>();
        StreamObserver<CommitManifestRequest> entries = ArtifactServiceGrpc.newStub(channel)
                .withCallCredentials(new Bearer(token))
                .withDeadlineAfter(Duration.ofSeconds(60))
                .commitManifest(new Reply<>(committed));
        entries.onNext(CommitManifestRequest.newBuilder()
                .setParent(project)
                .setDigest(manifestDigest(content, digest, paths))
                .addAllEntries(paths.stream()
                        .map(path -> ManifestEntry.newBuilder()
                                .setPath(path)
                                .setDigest(digest)
                                .setSize(content.length())
                                .build())
                        .toList())
                .build());
        entries.onCompleted();
        try {
            return committed.join();
        } catch (CompletionException failure) {
            throw (StatusRuntimeException) failure.getCause();
        }
    }

    private static String manifestDigest(String content, ByteString digest, List<String> paths) {
        String hex = java.util.HexFormat.of().formatHex(digest.toByteArray());
        String lines = paths.stream()
                .map(path -> "%s %d %s\n".formatted(hex, content.length(), path))
                .collect(Collectors.joining());
        return "sha256:" + Hashing.sha256().hashString(lines, StandardCharsets.UTF_8);
    }

    /// Uploads a blob of ASCII text and answers its raw digest.
    ByteString upload(String content) {
        ByteString digest = ByteString.copyFrom(
                Hashing.sha256().hashString(content, StandardCharsets.UTF_8).asBytes());
        var reply = artifacts()
                .batchUploadBlobs(BatchUploadBlobsRequest.newBuilder()
                        .setParent(project)
                        .setDigestFunction(DigestFunction.DIGEST_FUNCTION_SHA256)
                        .addBlobs(BlobUpload.newBuilder().setDigest(digest).setData(ByteString.copyFromUtf8(content)))
                        .build());
        int code = reply.getResults(0).getStatus().getCode();
        if (code != 0) {
            throw io.grpc.protobuf.StatusProto.toStatusRuntimeException(
                    reply.getResults(0).getStatus());
        }
        return digest;
    }

    String download(ByteString digest) {
        ByteString.Output bytes = ByteString.newOutput();
        artifacts()
                .downloadBlob(DownloadBlobRequest.newBuilder()
                        .setName(project + "/blobs/sha256:"
                                + java.util.HexFormat.of().formatHex(digest.toByteArray()))
                        .build())
                .forEachRemaining(message -> {
                    try {
                        message.getData().writeTo(bytes);
                    } catch (IOException impossible) {
                        throw new UncheckedIOException(impossible);
                    }
                });
        return bytes.toByteString().toStringUtf8();
    }

    /// Sets a policy with one threshold, so that the environment exists.
    String environment(String model, String id, Version dataset, double leastAccuracy) {
        String name = model + "/environments/" + id;
        lifecycle()
                .setDeployPolicy(SetDeployPolicyRequest.newBuilder()
                        .setName(name)
                        .setPolicy(DeployPolicy.newBuilder()
                                .setDatasetVersion(dataset.getName())
                                .setEvaluator("evaluator/1")
                                .addThresholds(dev.pedigree.v1.Threshold.newBuilder()
                                        .setMetric("accuracy")
                                        .setComparison(dev.pedigree.v1.Comparison.COMPARISON_AT_LEAST)
                                        .setAbsolute(leastAccuracy)))
                        .build());
        return name;
    }

    Evaluation evaluate(Version model, Version dataset, double accuracy) {
        var time = com.google.protobuf.Timestamp.newBuilder().setSeconds(1_790_000_000);
        return lifecycle()
                .recordEvaluation(RecordEvaluationRequest.newBuilder()
                        .setParent(model.getName())
                        .setDatasetVersion(dataset.getName())
                        .setManifestDigest(model.getRecord().getManifestDigest())
                        .setEvaluator("evaluator/1")
                        .addMetrics(Metric.newBuilder().setName("accuracy").setValue(accuracy))
                        .setStartTime(time)
                        .setEndTime(time)
                        .build());
    }

    Environment environment(String name) {
        return lifecycle()
                .getEnvironment(GetEnvironmentRequest.newBuilder().setName(name).build());
    }

    Deployment deploy(Version model, String environment) {
        return lifecycle()
                .deployVersion(DeployVersionRequest.newBuilder()
                        .setName(model.getName())
                        .setEnvironment(environment.substring(environment.lastIndexOf('/') + 1))
                        .setEtag(environment(environment).getEtag())
                        .setRollbackProcedure("roll back to the deployment before")
                        .build());
    }

    private record Reply<T>(CompletableFuture<T> future) implements StreamObserver<T> {
        @Override
        public void onNext(T value) {
            future.complete(value);
        }

        @Override
        public void onError(Throwable failure) {
            future.completeExceptionally(failure);
        }

        @Override
        public void onCompleted() {}
    }

    @Override
    public void close() {
        channel.shutdownNow();
    }
}
