package dev.pedigree.gateway.operation;

import static dev.pedigree.gateway.testing.Wire.assertRefused;
import static dev.pedigree.gateway.testing.Wire.info;
import static dev.pedigree.gateway.testing.Wire.saysWhenToComeBack;
import static dev.pedigree.gateway.testing.Wire.violations;
import static dev.pedigree.v1.ErrorReason.ERROR_REASON_DEPENDENCY_UNAVAILABLE;
import static dev.pedigree.v1.ErrorReason.ERROR_REASON_ETAG_MISMATCH;
import static dev.pedigree.v1.ErrorReason.ERROR_REASON_EVIDENCE_STALE;
import static dev.pedigree.v1.ErrorReason.ERROR_REASON_GATES_NOT_PASSED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pedigree.chassis.fault.Conflict;
import dev.pedigree.gateway.testing.DeploymentStory;
import dev.pedigree.gateway.testing.Stage;
import dev.pedigree.mesh.v1.AncestorState;
import dev.pedigree.mesh.v1.DeployFacts;
import dev.pedigree.mesh.v1.DeployVersionCommand;
import dev.pedigree.mesh.v1.FindReplyRequest;
import dev.pedigree.mesh.v1.JudgedOn;
import dev.pedigree.mesh.v1.LabelFacts;
import dev.pedigree.mesh.v1.LineageGap;
import dev.pedigree.testkit.Records;
import dev.pedigree.v1.DeployVersionRequest;
import dev.pedigree.v1.Deployment;
import dev.pedigree.v1.LifecycleServiceGrpc;
import dev.pedigree.v1.Version;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DeployVersionTest {
    private final Stage stage = Stage.open();

    @BeforeEach
    void know() {
        stage.registry().know(DeploymentStory.facts().build());
    }

    @AfterEach
    void close() {
        stage.close();
    }

    @Test
    void whatPassesIsWrittenOnceWithItsEvidence() {
        DeployVersionRequest request = DeploymentStory.deploy().build();

        Deployment deployment = deploy(request);

        assertThat(deployment.getVersion()).isEqualTo(DeploymentStory.VERSION);
        assertThat(stage.registry().written)
                .singleElement()
                .isInstanceOfSatisfying(DeployVersionCommand.class, command -> {
                    assertThat(command.getRequest()).isEqualTo(request);
                    assertThat(command.getArtifact().getManifestDigest()).isEqualTo(Records.DIGEST);
                    assertThat(command.getLineage().getConsistencyToken()).isEqualTo("lineage-token");
                    assertThat(command.getJudgedOn())
                            .isEqualTo(JudgedOn.newBuilder()
                                    .setPolicyRevision(2)
                                    .setEvaluation(DeploymentStory.VERSION + "/evaluations/1")
                                    .setBaselineEvaluation(DeploymentStory.MODEL + "/versions/2/evaluations/1")
                                    .setCurrentDeployment(DeploymentStory.CURRENT)
                                    .build());
                });
    }

    @Test
    void lineageIsAskedToBeAsFreshAsTheFactsAndTheStoreToLookAtEveryObject() {
        deploy(DeploymentStory.deploy().build());

        assertThat(stage.lineage().asked).singleElement().satisfies(question -> {
            assertThat(question.getVersion()).isEqualTo(DeploymentStory.VERSION);
            assertThat(question.getAtLeastAsFresh()).isEqualTo(DeploymentStory.TOKEN);
        });
        assertThat(stage.artifacts().holds).singleElement().matches(hold -> hold.getVerify());
    }

    @Test
    void aRefusalNamesEverythingAtOnceAndWritesNothing() {
        DeployFacts.Builder facts = DeploymentStory.facts();
        facts.getVersionBuilder().setState(Version.State.STATE_DEPRECATED);
        facts.setEvaluation(DeploymentStory.evaluation(DeploymentStory.VERSION, 0.5));
        facts.setAncestors(
                0,
                AncestorState.newBuilder().setVersion(DeploymentStory.DATASET).setState(Version.State.STATE_RETIRED));
        facts.setLabels(LabelFacts.newBuilder().setDatasets(1).addStale(DeploymentStory.stale()));
        stage.registry().know(facts.build());
        stage.artifacts().missingBlobs.add("projects/digits/blobs/sha256:" + "cd".repeat(32));
        stage.lineage()
                .gaps
                .add(LineageGap.newBuilder()
                        .setVersion(DeploymentStory.DATASET)
                        .setMissing("label_schema")
                        .build());

        StatusRuntimeException refusal = assertRefused(
                Status.Code.FAILED_PRECONDITION,
                ERROR_REASON_GATES_NOT_PASSED,
                () -> deploy(DeploymentStory.deploy().clearLimitations().build()));

        assertThat(violations(refusal))
                .containsExactly(
                        "STATE_ALLOWS " + DeploymentStory.VERSION,
                        "INPUTS_LIVE " + DeploymentStory.DATASET,
                        "ARTIFACT_PRESENT " + DeploymentStory.MANIFEST,
                        "LINEAGE_COMPLETE " + DeploymentStory.DATASET,
                        "SCHEMA_CURRENT " + DeploymentStory.DATASET,
                        "THRESHOLD " + DeploymentStory.VERSION,
                        "LIMITATIONS_STATED " + DeploymentStory.VERSION);
        assertThat(stage.registry().written).isEmpty();
    }

    @Test
    void labelsThatWereFoundWrongAreToldWithWhereTheBetterOnesAre() {
        String better = "projects/digits/datasets/scans/versions/8";
        stage.registry()
                .know(DeploymentStory.facts()
                        .setLabels(LabelFacts.newBuilder()
                                .setDatasets(1)
                                .addStale(DeploymentStory.stale().setRelabelledAs(better)))
                        .build());

        StatusRuntimeException refusal = assertRefused(
                Status.Code.FAILED_PRECONDITION,
                ERROR_REASON_GATES_NOT_PASSED,
                () -> deploy(DeploymentStory.deploy().build()));

        assertThat(violations(refusal)).containsExactly("SCHEMA_CURRENT " + DeploymentStory.DATASET);
        assertThat(refusal.getStatus().getDescription()).contains(better);
    }

    @Test
    void aManifestThatIsNotThereIsAViolationAmongOthers() {
        stage.artifacts().missingManifests.add(Records.DIGEST);

        StatusRuntimeException refusal = assertRefused(
                Status.Code.FAILED_PRECONDITION,
                ERROR_REASON_GATES_NOT_PASSED,
                () -> deploy(DeploymentStory.deploy().build()));

        assertThat(violations(refusal)).containsExactly("ARTIFACT_PRESENT " + DeploymentStory.MANIFEST);
    }

    @Test
    void withoutLineageADeploymentIsToldToComeBack() {
        stage.cutLineage();

        StatusRuntimeException refusal = assertRefused(
                Status.Code.UNAVAILABLE,
                ERROR_REASON_DEPENDENCY_UNAVAILABLE,
                () -> deploy(DeploymentStory.deploy().build()));

        assertThat(saysWhenToComeBack(refusal)).isTrue();
        assertThat(info(refusal).getMetadataMap()).containsEntry("dependency", "lineage");
        assertThat(stage.registry().written).isEmpty();
    }

    @Test
    void aRetriedSuccessIsNeverARefusal() {
        DeployFacts.Builder moved = DeploymentStory.facts();
        moved.getEnvironmentBuilder().setEtag("the etag after the first success");
        stage.registry().know(moved.build());
        Deployment first = DeploymentStory.deployment(DeploymentStory.VERSION);
        DeployVersionRequest request = DeploymentStory.deploy().build();
        stage.registry().earlierReplies.put(request.getRequestId(), first.toByteString());

        assertThat(deploy(request)).isEqualTo(first);
        assertThat(stage.registry().asked).last().isInstanceOfSatisfying(FindReplyRequest.class, question -> {
            assertThat(question.getProject()).isEqualTo("projects/digits");
            assertThat(question.getMethod()).isEqualTo("pedigree.v1.LifecycleService/DeployVersion");
            assertThat(question.getRequest()).isEqualTo(request.toByteString());
        });
    }

    @Test
    void aRetriedSuccessIsFoundAlsoWhileLineageIsDown() {
        stage.cutLineage();
        Deployment first = DeploymentStory.deployment(DeploymentStory.VERSION);
        DeployVersionRequest request = DeploymentStory.deploy().build();
        stage.registry().earlierReplies.put(request.getRequestId(), first.toByteString());

        assertThat(deploy(request)).isEqualTo(first);
    }

    @Test
    void withoutARequestIdNobodyLooksForAnEarlierReply() {
        stage.cutLineage();

        assertRefused(
                Status.Code.UNAVAILABLE,
                ERROR_REASON_DEPENDENCY_UNAVAILABLE,
                () -> deploy(DeploymentStory.deploy().clearRequestId().build()));

        assertThat(stage.registry().asked).noneMatch(FindReplyRequest.class::isInstance);
    }

    @Test
    void anEtagThatIsNotThePresentOneIsAConflictAndNotARefusal() {
        StatusRuntimeException refusal = assertRefused(
                Status.Code.ABORTED,
                ERROR_REASON_ETAG_MISMATCH,
                () -> deploy(DeploymentStory.deploy()
                        .setEtag("stale")
                        .clearLimitations()
                        .build()));

        assertThat(info(refusal).getMetadataMap())
                .containsEntry("etag", DeploymentStory.ETAG)
                .containsEntry("resource", DeploymentStory.ENVIRONMENT);
    }

    @Test
    void aRaceThatTheRegistryDecidesReachesTheClientWordForWord() {
        stage.registry()
                .refuseWrites(new Conflict(
                        ERROR_REASON_EVIDENCE_STALE, "judged on another evaluation", Map.of("changed", "evaluation")));

        StatusRuntimeException refusal = assertRefused(
                Status.Code.ABORTED,
                ERROR_REASON_EVIDENCE_STALE,
                () -> deploy(DeploymentStory.deploy().build()));

        assertThat(refusal.getStatus().getDescription()).isEqualTo("judged on another evaluation");
        assertThat(info(refusal).getMetadataMap()).containsEntry("changed", "evaluation");
    }

    private Deployment deploy(DeployVersionRequest request) {
        return LifecycleServiceGrpc.newBlockingStub(stage.with(stage.people().stagingDeployer()))
                .deployVersion(request);
    }
}
