package dev.pedigree.gateway.operation;

import static dev.pedigree.gateway.testing.Wire.assertRefused;
import static dev.pedigree.gateway.testing.Wire.violations;
import static dev.pedigree.v1.ErrorReason.ERROR_REASON_GATES_NOT_PASSED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pedigree.gateway.testing.DeploymentStory;
import dev.pedigree.gateway.testing.Stage;
import dev.pedigree.mesh.v1.AncestorState;
import dev.pedigree.mesh.v1.DeployFacts;
import dev.pedigree.mesh.v1.RollbackDeploymentCommand;
import dev.pedigree.testkit.Records;
import dev.pedigree.v1.Deployment;
import dev.pedigree.v1.LifecycleServiceGrpc;
import dev.pedigree.v1.RollbackDeploymentRequest;
import dev.pedigree.v1.Version;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RollbackDeploymentTest {
    private final Stage stage = Stage.open();

    @BeforeEach
    void know() {
        stage.registry().know(DeploymentStory.rollbackFacts().build());
    }

    @AfterEach
    void close() {
        stage.close();
    }

    @Test
    void itTakesUpTheTargetThatTheRegistryResolved() {
        assertThat(rollBack().getRollbackOf()).isEqualTo(DeploymentStory.TARGET);
        assertThat(command().getLineage().getConsistencyToken()).isEqualTo("lineage-token");
        assertThat(command().getArtifact().getManifestDigest()).isEqualTo(Records.DIGEST);
    }

    @Test
    void itGoesOnWhileLineageIsDown() {
        stage.cutLineage();

        assertThat(rollBack().getRollbackOf()).isEqualTo(DeploymentStory.TARGET);
        assertThat(command().hasLineage()).isFalse();
    }

    @Test
    void itDoesNotWaitForALineageServiceThatIsSilent() {
        stage.lineage().fallSilent();

        Deployment deployment = LifecycleServiceGrpc.newBlockingStub(
                        stage.with(stage.people().stagingDeployer()))
                .withDeadlineAfter(2, TimeUnit.SECONDS)
                .rollbackDeployment(DeploymentStory.rollBack().build());

        assertThat(deployment.getRollbackOf()).isEqualTo(DeploymentStory.TARGET);
        assertThat(command().hasLineage()).isFalse();
    }

    @Test
    void gatesThatADeploymentWouldFailDoNotStopIt() {
        DeployFacts.Builder facts = DeploymentStory.rollbackFacts();
        facts.getVersionBuilder().setState(Version.State.STATE_DEPRECATED);
        facts.clearEvaluation();
        facts.setAncestors(
                0,
                AncestorState.newBuilder().setVersion(DeploymentStory.DATASET).setState(Version.State.STATE_RETIRED));
        stage.registry().know(facts.build());

        assertThat(rollBack().getRollbackOf()).isEqualTo(DeploymentStory.TARGET);
    }

    @Test
    void missingBytesAndARetiredVersionStopIt() {
        DeployFacts.Builder facts = DeploymentStory.rollbackFacts();
        facts.getVersionBuilder().setState(Version.State.STATE_RETIRED);
        stage.registry().know(facts.build());
        stage.artifacts().missingManifests.add(Records.DIGEST);

        StatusRuntimeException refusal =
                assertRefused(Status.Code.FAILED_PRECONDITION, ERROR_REASON_GATES_NOT_PASSED, this::rollBack);

        assertThat(violations(refusal))
                .containsExactly(
                        "STATE_ALLOWS " + DeploymentStory.VERSION, "ARTIFACT_PRESENT " + DeploymentStory.MANIFEST);
    }

    private Deployment rollBack() {
        RollbackDeploymentRequest request = DeploymentStory.rollBack().build();
        return LifecycleServiceGrpc.newBlockingStub(stage.with(stage.people().stagingDeployer()))
                .rollbackDeployment(request);
    }

    private RollbackDeploymentCommand command() {
        return (RollbackDeploymentCommand) stage.registry().written.getFirst();
    }
}
