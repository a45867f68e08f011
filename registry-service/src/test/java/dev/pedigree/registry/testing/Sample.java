package dev.pedigree.registry.testing;

import com.google.protobuf.Timestamp;
import dev.pedigree.lifecycle.Digest;
import dev.pedigree.lifecycle.Kind;
import dev.pedigree.lifecycle.name.AssetName;
import dev.pedigree.lifecycle.name.ProjectName;
import dev.pedigree.mesh.v1.ArtifactEvidence;
import dev.pedigree.mesh.v1.CreateVersionCommand;
import dev.pedigree.mesh.v1.RegistryWriterGrpc.RegistryWriterBlockingV2Stub;
import dev.pedigree.registry.record.RecordKind;
import dev.pedigree.testkit.Records;
import dev.pedigree.v1.AdditiveChange;
import dev.pedigree.v1.CreateAssetRequest;
import dev.pedigree.v1.CreateProjectRequest;
import dev.pedigree.v1.CreateVersionRequest;
import dev.pedigree.v1.DatasetChange;
import dev.pedigree.v1.SampleSource;
import dev.pedigree.v1.Version;
import dev.pedigree.v1.VersionRecord;
import io.grpc.StatusException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/// A project of its own for one test, and short ways to fill it.
public final class Sample {
    private final RegistryWriterBlockingV2Stub writer;
    private final ProjectName project;

    private Sample(RegistryWriterBlockingV2Stub writer, ProjectName project) {
        this.writer = writer;
        this.project = project;
    }

    public static Sample in(RegistryRig rig) throws StatusException {
        ProjectName project = new ProjectName("p-" + UUID.randomUUID());
        rig.writer()
                .createProject(CreateProjectRequest.newBuilder()
                        .setProjectId(project.id())
                        .build());
        return new Sample(rig.writer(), project);
    }

    public ProjectName project() {
        return project;
    }

    public AssetName asset(Kind kind, String id) throws StatusException {
        writer.createAsset(CreateAssetRequest.newBuilder()
                .setParent(project.toString())
                .setKind(RecordKind.toWire(kind))
                .setAssetId(id)
                .build());
        return new AssetName(project, kind, id);
    }

    /// Its first version, with a label schema of its own.
    public Version dataset(String id) throws StatusException {
        Version schema = create(asset(Kind.LABEL_SCHEMA, id + "-schema"), Records.labelSchema());
        return create(asset(Kind.DATASET, id), Records.dataset(schema.getName(), digest(id)));
    }

    /// Its first version, trained and tested on this dataset version.
    public Version model(String id, String dataset) throws StatusException {
        return create(asset(Kind.MODEL, id), Records.model(List.of(dataset), dataset, digest(id)));
    }

    public Version create(AssetName asset, VersionRecord.Builder record) throws StatusException {
        return writer.createVersion(command(asset, record));
    }

    public static CreateVersionCommand command(AssetName asset, VersionRecord.Builder record) {
        return command(CreateVersionRequest.newBuilder()
                .setParent(asset.toString())
                .setRecord(record)
                .setRequestId(UUID.randomUUID().toString()));
    }

    /// With evidence for whatever manifest the record names.
    public static CreateVersionCommand command(CreateVersionRequest.Builder request) {
        return CreateVersionCommand.newBuilder()
                .setRequest(request)
                .setArtifact(evidence(request.getRecord().getManifestDigest(), Duration.ofHours(1)))
                .build();
    }

    public static ArtifactEvidence evidence(String digest, Duration left) {
        return ArtifactEvidence.newBuilder()
                .setManifestDigest(digest)
                .setFileCount(1)
                .setTotalBytes(1000)
                .setExpireTime(Timestamp.newBuilder()
                        .setSeconds(Instant.now().plus(left).getEpochSecond()))
                .build();
    }

    /// The next version after `parent`.
    public static VersionRecord.Builder following(Version parent) {
        VersionRecord.Builder record = parent.getRecord().toBuilder().setParentVersion(parent.getName());
        if (record.hasDataset()) {
            record.getDatasetBuilder()
                    .setChange(DatasetChange.newBuilder()
                            .setAdditive(AdditiveChange.newBuilder()
                                    .setAddedSamples(10)
                                    .setSource(SampleSource.SAMPLE_SOURCE_COLLECTED)
                                    .setSourceDescription("more of the same")));
        }
        return record;
    }

    public static String digest(String content) {
        return Digest.ofContent(content.getBytes(StandardCharsets.UTF_8)).toString();
    }
}
