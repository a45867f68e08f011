package dev.pedigree.label.testing;

import com.google.protobuf.ByteString;
import dev.pedigree.chassis.fault.Fault;
import dev.pedigree.chassis.fault.FaultStatus;
import dev.pedigree.lifecycle.Digest;
import dev.pedigree.mesh.v1.HoldLedgerRequest;
import dev.pedigree.mesh.v1.LabelLedgersGrpc;
import dev.pedigree.mesh.v1.LedgerEvidence;
import dev.pedigree.testkit.Records;
import dev.pedigree.v1.AdditiveLabels;
import dev.pedigree.v1.AnnotationGeometry;
import dev.pedigree.v1.ArtifactServiceGrpc;
import dev.pedigree.v1.BatchUploadBlobsRequest;
import dev.pedigree.v1.BlobUpload;
import dev.pedigree.v1.CorrectiveLabels;
import dev.pedigree.v1.DigestFunction;
import dev.pedigree.v1.DownloadBlobRequest;
import dev.pedigree.v1.InitialLabels;
import dev.pedigree.v1.LabelClass;
import dev.pedigree.v1.LabelFileFormat;
import dev.pedigree.v1.LabelLedger;
import dev.pedigree.v1.LabelLedgerReference;
import dev.pedigree.v1.LabelRefusal;
import dev.pedigree.v1.LabelServiceGrpc;
import dev.pedigree.v1.PrepareLabelsRequest;
import dev.pedigree.v1.PrepareLabelsResponse;
import dev.pedigree.v1.SchemaLabels;
import dev.pedigree.v1.Version;
import dev.pedigree.v1.VersionRecord;
import io.grpc.Channel;
import io.grpc.StatusRuntimeException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/// A user of one project who uploads change files and has them prepared.
public final class LabelClient {
    private final Channel artifacts;
    private final Channel labels;
    private final Versions versions;
    private final String project;
    private int schemas;

    LabelClient(Channel artifacts, Channel labels, Versions versions) {
        this(
                artifacts,
                labels,
                versions,
                "projects/p" + UUID.randomUUID().toString().substring(0, 8));
    }

    private LabelClient(Channel artifacts, Channel labels, Versions versions, String project) {
        this.project = project;
        this.artifacts = artifacts;
        this.labels = labels;
        this.versions = versions;
    }

    /// The same project, after label-service was started anew.
    public LabelClient over(LabelRig rig) {
        return new LabelClient(artifacts, rig.client().labels, versions, project);
    }

    public String project() {
        return project;
    }

    public LabelServiceGrpc.LabelServiceBlockingStub stub() {
        return LabelServiceGrpc.newBlockingStub(labels).withDeadlineAfter(120, TimeUnit.SECONDS);
    }

    /// A label-schema version with these classes.
    public String schema(String... classes) {
        return schema(AnnotationGeometry.ANNOTATION_GEOMETRY_WHOLE_ITEM, classes);
    }

    /// The same, whose annotations are drawn.
    public String schema(AnnotationGeometry geometry, String... classes) {
        return schema(
                geometry,
                List.of(classes).stream()
                        .map(id -> LabelClass.newBuilder()
                                .setId(id)
                                .setName(id)
                                .setDefinition("a " + id)
                                .build())
                        .toList());
    }

    public String schema(List<LabelClass> classes) {
        return schema(AnnotationGeometry.ANNOTATION_GEOMETRY_WHOLE_ITEM, classes);
    }

    public String schema(AnnotationGeometry geometry, List<LabelClass> classes) {
        VersionRecord.Builder record = Records.labelSchema();
        record.getLabelSchemaBuilder().clearClasses().addAllClasses(classes).setGeometry(geometry);
        return versions.put("%s/labelSchemas/s/versions/%d".formatted(project, ++schemas), record.build());
    }

    /// Uploads a blob and answers its digest.
    public String upload(byte[] content) {
        Digest digest = Digest.ofContent(content);
        var result = ArtifactServiceGrpc.newBlockingStub(artifacts)
                .batchUploadBlobs(BatchUploadBlobsRequest.newBuilder()
                        .setParent(project)
                        .setDigestFunction(DigestFunction.DIGEST_FUNCTION_SHA256)
                        .addBlobs(BlobUpload.newBuilder()
                                .setDigest(ByteString.copyFrom(digest.bytes()))
                                .setData(ByteString.copyFrom(content)))
                        .build());
        if (result.getResults(0).getStatus().getCode() != 0) {
            throw new AssertionError(result);
        }
        return digest.toString();
    }

    public ByteString download(String digest) {
        List<ByteString> chunks = new ArrayList<>();
        ArtifactServiceGrpc.newBlockingStub(artifacts)
                .downloadBlob(DownloadBlobRequest.newBuilder()
                        .setName(project + "/blobs/" + digest)
                        .build())
                .forEachRemaining(chunk -> chunks.add(chunk.getData()));
        return ByteString.copyFrom(chunks);
    }

    public PrepareLabelsRequest.Builder csv(String schema, String text) {
        return file(schema, text.getBytes(StandardCharsets.UTF_8), LabelFileFormat.LABEL_FILE_FORMAT_CSV);
    }

    public PrepareLabelsRequest.Builder file(String schema, byte[] content, LabelFileFormat format) {
        return PrepareLabelsRequest.newBuilder()
                .setParent(project)
                .setLabelSchema(schema)
                .setChangeFile(upload(content))
                .setFormat(format);
    }

    public LabelLedger initial(String schema, String csv) {
        return ledger(csv(schema, csv).setInitial(InitialLabels.getDefaultInstance()));
    }

    public LabelLedger additive(LabelLedger parent, String csv) {
        return ledger(csv(parent.getLabelSchema(), csv)
                .setParentLedger(parent.getDigest())
                .setAdditive(AdditiveLabels.getDefaultInstance()));
    }

    public LabelLedger corrective(LabelLedger parent, String csv) {
        return ledger(csv(parent.getLabelSchema(), csv)
                .setParentLedger(parent.getDigest())
                .setCorrective(CorrectiveLabels.getDefaultInstance()));
    }

    /// @param csv of the labels that are given anew, if there are any
    public LabelLedger moved(LabelLedger parent, String schema, SchemaLabels mapping, Optional<String> csv) {
        PrepareLabelsRequest.Builder request = csv.map(text -> csv(schema, text))
                .orElseGet(() ->
                        PrepareLabelsRequest.newBuilder().setParent(project).setLabelSchema(schema));
        return ledger(request.setParentLedger(parent.getDigest()).setSchema(mapping));
    }

    public LabelLedger ledger(PrepareLabelsRequest.Builder request) {
        PrepareLabelsResponse last = last(request);
        if (!last.hasLedger()) {
            throw new AssertionError(last);
        }
        return last.getLedger();
    }

    public LabelRefusal refusal(PrepareLabelsRequest.Builder request) {
        PrepareLabelsResponse last = last(request);
        if (!last.hasRefusal()) {
            throw new AssertionError(last);
        }
        return last.getRefusal();
    }

    private PrepareLabelsResponse last(PrepareLabelsRequest.Builder request) {
        List<PrepareLabelsResponse> steps = new ArrayList<>();
        stub().prepareLabels(request.build()).forEachRemaining(steps::add);
        return steps.getLast();
    }

    /// A dataset version that names the ledger, as the gateway makes one.
    public String dataset(String id, LabelLedger ledger) {
        return dataset(id, ledger, Version.State.STATE_REGISTERED);
    }

    public String dataset(String id, LabelLedger ledger, Version.State state) {
        hold(ledger);
        VersionRecord.Builder record = Records.dataset(ledger.getLabelSchema(), ledger.getDigest());
        record.getDatasetBuilder()
                .setLabelLedger(LabelLedgerReference.newBuilder().setDigest(ledger.getDigest()));
        String name = "%s/datasets/%s/versions/1".formatted(project, id);
        versions.put(name, record.build(), state);
        return name;
    }

    /// Has the ledger held, as the gateway does before a version is made, or only validated.
    public LedgerEvidence hold(LabelLedger ledger) {
        return LabelLedgersGrpc.newBlockingStub(labels)
                .holdLedger(HoldLedgerRequest.newBuilder()
                        .setParent(project)
                        .setDigest(ledger.getDigest())
                        .build());
    }

    /// A dataset version that names no ledger.
    public String unlabelled(String id) {
        return versions.put(
                "%s/datasets/%s/versions/1".formatted(project, id),
                Records.dataset(schema("cat"), "sha256:" + "ab".repeat(32)).build());
    }

    /// The fault that a call ends with.
    public static Fault fault(ThrowingCallable call) {
        try {
            call.call();
        } catch (StatusRuntimeException failure) {
            return FaultStatus.toFault(failure, "label");
        } catch (Throwable failure) {
            throw new AssertionError("not a status", failure);
        }
        throw new AssertionError("the call succeeded");
    }
}
