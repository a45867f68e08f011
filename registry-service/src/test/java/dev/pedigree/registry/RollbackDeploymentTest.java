package dev.pedigree.registry;

import static dev.pedigree.registry.testing.Refusals.refused;
import static dev.pedigree.registry.testing.Scene.atLeast;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pedigree.chassis.fault.Conflict;
import dev.pedigree.chassis.fault.NotFound;
import dev.pedigree.chassis.fault.Refused;
import dev.pedigree.chassis.fault.Violation;
import dev.pedigree.mesh.v1.RollbackDeploymentCommand;
import dev.pedigree.registry.testing.RegistryRig;
import dev.pedigree.registry.testing.Sample;
import dev.pedigree.registry.testing.Scene;
import dev.pedigree.testkit.Records;
import dev.pedigree.v1.Deployment;
import dev.pedigree.v1.ErrorReason;
import dev.pedigree.v1.GateResult;
import dev.pedigree.v1.GateResult.Outcome;
import dev.pedigree.v1.SetDeployPolicyRequest;
import dev.pedigree.v1.Threshold;
import io.grpc.StatusException;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class RollbackDeploymentTest {
    @RegisterExtension
    static final RegistryRig RIG = new RegistryRig();

    private Scene scene;

    @BeforeEach
    void prepare() throws StatusException {
        scene = new Scene(RIG);
        scene.policy();
    }

    @Test
    void aRollbackIsANewDeploymentThatPointsBack() throws StatusException {
        Deployment first = scene.deploy(scene.deployable());
        Deployment second = scene.deploy(scene.deployable());

        Deployment back = scene.rollBack();

        assertThat(back.getName()).isEqualTo(scene.environment() + "/deployments/3");
        assertThat(back.getVersion()).isEqualTo(first.getVersion());
        assertThat(back.getRollbackOf()).isEqualTo(first.getName());
        assertThat(back.getReason()).isEqualTo("it misreads cats");
        assertThat(back.getTrainingLineage()).isEqualTo(first.getTrainingLineage());
        assertThat(back.getLimitationsList()).isEqualTo(first.getLimitationsList());
        assertThat(scene.present().getCurrentDeployment()).isEqualTo(back.getName());
        assertThat(second.getRollback().getDeployment()).isEqualTo(first.getName());
    }

    @Test
    void rollingBackAgainGoesFurtherBackAndNeverForward() throws StatusException {
        Deployment first = scene.deploy(scene.deployable());
        Deployment second = scene.deploy(scene.deployable());
        scene.deploy(scene.deployable());

        assertThat(scene.rollBack().getRollbackOf()).isEqualTo(second.getName());
        assertThat(scene.rollBack().getRollbackOf()).isEqualTo(first.getName());
        refused(Refused.class, ErrorReason.ERROR_REASON_NOTHING_TO_ROLL_BACK, scene::rollBack);
    }

    @Test
    void failingGatesAreReportedAndDoNotStopIt() throws StatusException {
        String dataset = scene.newDataset("old");
        String version = scene.deployable(dataset);
        scene.deploy(version);
        scene.deploy(scene.deployable());
        scene.deprecate(dataset);
        scene.retire(dataset);
        scene.deprecate(version);
        scene.writer.setDeployPolicy(strict(atLeast(0.99)));

        Deployment back = scene.writer.rollbackDeployment(
                scene.rollbackCommand("").clearLineage().build());

        Map<String, Outcome> outcomes = back.getGateResultsList().stream()
                .collect(Collectors.toMap(GateResult::getGate, GateResult::getOutcome));
        assertThat(outcomes)
                .containsEntry("STATE_ALLOWS", Outcome.OUTCOME_PASSED)
                .containsEntry("INPUTS_LIVE", Outcome.OUTCOME_FAILED)
                .containsEntry("ARTIFACT_PRESENT", Outcome.OUTCOME_PASSED)
                .containsEntry("LINEAGE_COMPLETE", Outcome.OUTCOME_UNKNOWN)
                .containsEntry("THRESHOLD", Outcome.OUTCOME_FAILED);
        assertThat(scene.present().getCurrentVersion()).isEqualTo(version);
    }

    @Test
    void missingBytesStopIt() throws StatusException {
        scene.deploy(scene.deployable());
        scene.deploy(scene.deployable());
        RollbackDeploymentCommand.Builder command = scene.rollbackCommand("");

        Refused refused = refused(
                Refused.class,
                ErrorReason.ERROR_REASON_GATES_NOT_PASSED,
                () -> scene.writer.rollbackDeployment(
                        command.clone().clearArtifact().build()));
        assertThat(refused.violations()).extracting(Violation::type).containsExactly("ARTIFACT_PRESENT");

        refused(
                Conflict.class,
                ErrorReason.ERROR_REASON_EVIDENCE_STALE,
                () -> scene.writer.rollbackDeployment(command.clone()
                        .setArtifact(Sample.evidence(Records.DIGEST, Duration.ofMinutes(1)))
                        .build()));
    }

    @Test
    void aRetiredTargetStopsIt() throws StatusException {
        String version = scene.deployable();
        scene.deploy(version);
        scene.deploy(scene.deployable());
        scene.deprecate(version);
        scene.retire(version);

        Refused refused = refused(Refused.class, ErrorReason.ERROR_REASON_GATES_NOT_PASSED, scene::rollBack);
        assertThat(refused.violations()).extracting(Violation::type).containsExactly("STATE_ALLOWS");
    }

    @Test
    void anyEarlierDeploymentMayBeNamedAlsoWhenNothingRuns() throws StatusException {
        Deployment first = scene.deploy(scene.deployable());
        Deployment second = scene.deploy(scene.deployable());
        scene.end(second);

        refused(Refused.class, ErrorReason.ERROR_REASON_NOTHING_TO_ROLL_BACK, scene::rollBack);
        Deployment back = scene.writer.rollbackDeployment(
                scene.rollbackCommand(first.getName()).build());
        assertThat(back.getVersion()).isEqualTo(first.getVersion());
    }

    @Test
    void thereIsNothingToRollBackBeforeTheFirstDeploymentOrToWhatRuns() throws StatusException {
        refused(Refused.class, ErrorReason.ERROR_REASON_NOTHING_TO_ROLL_BACK, scene::rollBack);
        Deployment only = scene.deploy(scene.deployable());
        refused(Refused.class, ErrorReason.ERROR_REASON_NOTHING_TO_ROLL_BACK, scene::rollBack);
        refused(
                Refused.class,
                ErrorReason.ERROR_REASON_NOTHING_TO_ROLL_BACK,
                () -> scene.rollbackCommand(only.getName()));
    }

    @Test
    void aDeploymentThatDoesNotExistHereIsNotFound() throws StatusException {
        scene.deploy(scene.deployable());
        scene.deploy(scene.deployable());
        for (String name : new String[] {
            scene.environment() + "/deployments/9", scene.model + "/environments/staging/deployments/1"
        }) {
            refused(NotFound.class, ErrorReason.ERROR_REASON_DEPLOYMENT_NOT_FOUND, () -> scene.rollbackCommand(name));
        }
    }

    @Test
    void aStaleEtagIsAnsweredWithTheCurrentOne() throws StatusException {
        scene.deploy(scene.deployable());
        scene.deploy(scene.deployable());
        RollbackDeploymentCommand stale = scene.rollbackCommand("").build();
        Deployment third = scene.deploy(scene.deployable());

        Conflict conflict = refused(
                Conflict.class, ErrorReason.ERROR_REASON_ETAG_MISMATCH, () -> scene.writer.rollbackDeployment(stale));
        assertThat(conflict.metadata()).containsEntry("etag", third.getEnvironmentEtag());
    }

    @Test
    void evidenceGatheredForAnotherTargetIsStale() throws StatusException {
        Deployment first = scene.deploy(scene.deployable());
        scene.deploy(scene.deployable());
        scene.deploy(scene.deployable());

        Conflict conflict = refused(
                Conflict.class,
                ErrorReason.ERROR_REASON_EVIDENCE_STALE,
                () -> scene.writer.rollbackDeployment(
                        scene.rollbackCommand("").setTarget(first.getName()).build()));
        assertThat(conflict.metadata()).containsEntry("changed", "target");
    }

    @Test
    void anEnvironmentWithoutAPolicyHasNothingToRollBackTo() throws StatusException {
        scene.deploy(scene.deployable());
        scene.deploy(scene.deployable());
        RollbackDeploymentCommand.Builder command = scene.rollbackCommand("");
        command.getRequestBuilder().setName(scene.model + "/environments/staging");

        refused(
                Refused.class,
                ErrorReason.ERROR_REASON_NO_POLICY,
                () -> scene.writer.rollbackDeployment(command.build()));
    }

    private SetDeployPolicyRequest strict(Threshold... thresholds) throws StatusException {
        return scene.policyRequest(thresholds)
                .setEtag(scene.present().getEtag())
                .build();
    }
}
