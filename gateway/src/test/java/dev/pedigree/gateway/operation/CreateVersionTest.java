package dev.pedigree.gateway.operation;

import static dev.pedigree.gateway.testing.Wire.assertRefused;
import static dev.pedigree.gateway.testing.Wire.brokenFields;
import static dev.pedigree.gateway.testing.Wire.violations;
import static dev.pedigree.v1.ErrorReason.ERROR_REASON_ARTIFACT_MISSING;
import static dev.pedigree.v1.ErrorReason.ERROR_REASON_DEPENDENCY_UNAVAILABLE;
import static dev.pedigree.v1.ErrorReason.ERROR_REASON_EVIDENCE_STALE;
import static dev.pedigree.v1.ErrorReason.ERROR_REASON_FIELDS_INVALID;
import static dev.pedigree.v1.ErrorReason.ERROR_REASON_LEDGER_NOT_FOUND;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pedigree.chassis.fault.Conflict;
import dev.pedigree.gateway.testing.DeploymentStory;
import dev.pedigree.gateway.testing.Stage;
import dev.pedigree.mesh.v1.CreateVersionCommand;
import dev.pedigree.testkit.Records;
import dev.pedigree.v1.AssetServiceGrpc;
import dev.pedigree.v1.ComputedStatistics;
import dev.pedigree.v1.CreateVersionRequest;
import dev.pedigree.v1.LabelLedgerReference;
import dev.pedigree.v1.LabelStatisticsFact;
import dev.pedigree.v1.Version;
import dev.pedigree.v1.VersionRecord;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CreateVersionTest {
    private final Stage stage = Stage.open();

    @AfterEach
    void close() {
        stage.close();
    }

    @Test
    void theBytesAreHeldAndTheEvidenceTravelsWithTheRequest() {
        CreateVersionRequest request = model().build();

        assertThat(create(request).getName()).isEqualTo(DeploymentStory.MODEL + "/versions/1");
        assertThat(stage.registry().written)
                .singleElement()
                .isInstanceOfSatisfying(CreateVersionCommand.class, command -> {
                    assertThat(command.getRequest()).isEqualTo(request);
                    assertThat(command.getArtifact().getManifestDigest()).isEqualTo(Records.DIGEST);
                });
        assertThat(stage.artifacts().holds).singleElement().satisfies(hold -> {
            assertThat(hold.getParent()).isEqualTo("projects/digits");
            assertThat(hold.getVerify()).isFalse();
        });
    }

    @Test
    void theLabelsAreHeldTooAndTheEvidenceTravelsWithTheRequest() {
        create(labelled());

        assertThat(stage.registry().written)
                .singleElement()
                .isInstanceOfSatisfying(
                        CreateVersionCommand.class,
                        command -> assertThat(command.getLedger().getLedger().getDigest())
                                .isEqualTo(Records.DIGEST));
        assertThat(stage.labels().holds)
                .singleElement()
                .satisfies(hold -> assertThat(hold.getParent()).isEqualTo("projects/digits"));
    }

    @Test
    void aLedgerThatIsNotThereIsNotFound() {
        stage.labels().missing.add(Records.DIGEST);

        assertRefused(Status.Code.NOT_FOUND, ERROR_REASON_LEDGER_NOT_FOUND, () -> create(labelled()));
        assertThat(stage.registry().written).isEmpty();
    }

    private static CreateVersionRequest labelled() {
        VersionRecord.Builder record = Records.dataset("projects/digits/labelSchemas/s/versions/1", Records.DIGEST);
        record.getDatasetBuilder()
                .setLabelStatistics(
                        LabelStatisticsFact.newBuilder().setComputed(ComputedStatistics.getDefaultInstance()))
                .setLabelLedger(LabelLedgerReference.newBuilder()
                        .setDigest(Records.DIGEST)
                        .setChangeFile(Records.DIGEST));
        return CreateVersionRequest.newBuilder()
                .setParent("projects/digits/datasets/images")
                .setRecord(record)
                .build();
    }

    @Test
    void manyVersionsOfOneManifestCostOneHold() {
        for (int count = 0; count < 20; count++) {
            create(model().build());
        }

        assertThat(stage.artifacts().holds).hasSize(1);
        assertThat(stage.registry().written).hasSize(20);
    }

    @Test
    void evidenceThatWillNotLastIsNotShownAgain() {
        stage.artifacts().leaseFor(Duration.ofMinutes(9));

        create(model().build());
        create(model().build());

        assertThat(stage.artifacts().holds).hasSize(2);
    }

    @Test
    void evidenceThatTheRegistryFindsStaleIsNotShownAgain() {
        create(model().build());
        stage.registry().refuseWrites(new Conflict(ERROR_REASON_EVIDENCE_STALE, "about to expire", Map.of()));

        assertRefused(Status.Code.ABORTED, ERROR_REASON_EVIDENCE_STALE, () -> create(model().build()));
        assertRefused(Status.Code.ABORTED, ERROR_REASON_EVIDENCE_STALE, () -> create(model().build()));

        assertThat(stage.artifacts().holds).hasSize(2);
    }

    @Test
    void aManifestThatIsNotThereIsAMissingArtifact() {
        stage.artifacts().missingManifests.add(Records.DIGEST);

        StatusRuntimeException refusal = assertRefused(
                Status.Code.FAILED_PRECONDITION, ERROR_REASON_ARTIFACT_MISSING, () -> create(model().build()));

        assertThat(violations(refusal)).containsExactly("ARTIFACT_MISSING " + DeploymentStory.MANIFEST);
        assertThat(stage.registry().written).isEmpty();
    }

    @Test
    void aRetriedSuccessIsFoundAlsoWhenTheBytesAreGone() {
        stage.cutArtifacts();
        CreateVersionRequest request =
                model().setRequestId(UUID.randomUUID().toString()).build();
        Version first = Version.newBuilder().setName(DeploymentStory.VERSION).build();
        stage.registry().earlierReplies.put(request.getRequestId(), first.toByteString());

        assertThat(create(request)).isEqualTo(first);
    }

    @Test
    void withoutTheArtifactServiceItIsToldToComeBack() {
        stage.cutArtifacts();

        assertRefused(Status.Code.UNAVAILABLE, ERROR_REASON_DEPENDENCY_UNAVAILABLE, () -> create(model().build()));
    }

    @Test
    void aLabelSchemaWithoutFilesNeedsNoBytes() {
        stage.cutArtifacts();

        create(CreateVersionRequest.newBuilder()
                .setParent("projects/digits/labelSchemas/digits")
                .setRecord(Records.labelSchema())
                .build());

        assertThat(stage.registry().written)
                .singleElement()
                .isInstanceOfSatisfying(
                        CreateVersionCommand.class,
                        command -> assertThat(command.hasArtifact()).isFalse());
    }

    @Test
    void whatIsBrokenIsNamedAllAtOnceAndGoesNowhere() {
        StatusRuntimeException refusal = assertRefused(
                Status.Code.INVALID_ARGUMENT,
                ERROR_REASON_FIELDS_INVALID,
                () -> create(CreateVersionRequest.newBuilder()
                        .setParent(DeploymentStory.MODEL)
                        .setRequestId("not a uuid")
                        .build()));

        assertThat(brokenFields(refusal)).contains("record", "request_id");
        assertThat(stage.artifacts().holds).isEmpty();
    }

    private static CreateVersionRequest.Builder model() {
        return CreateVersionRequest.newBuilder()
                .setParent(DeploymentStory.MODEL)
                .setRecord(Records.model(List.of(DeploymentStory.DATASET), DeploymentStory.HELD_OUT, Records.DIGEST));
    }

    private Version create(CreateVersionRequest request) {
        return AssetServiceGrpc.newBlockingStub(stage.with(stage.people().contributor()))
                .createVersion(request);
    }
}
