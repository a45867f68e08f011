package dev.pedigree.registry;

import static dev.pedigree.registry.testing.Refusals.refused;
import static dev.pedigree.registry.testing.Scene.atLeast;
import static dev.pedigree.registry.testing.Scene.atLeastCurrentPlus;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.pedigree.chassis.fault.Conflict;
import dev.pedigree.chassis.fault.NotFound;
import dev.pedigree.chassis.fault.Refused;
import dev.pedigree.chassis.fault.Violation;
import dev.pedigree.lifecycle.gate.Gate;
import dev.pedigree.mesh.v1.DeployVersionCommand;
import dev.pedigree.mesh.v1.LineageGap;
import dev.pedigree.registry.testing.RegistryRig;
import dev.pedigree.registry.testing.Sample;
import dev.pedigree.registry.testing.Scene;
import dev.pedigree.testkit.Records;
import dev.pedigree.v1.Deployment;
import dev.pedigree.v1.ErrorReason;
import dev.pedigree.v1.GateResult;
import dev.pedigree.v1.GateResult.Outcome;
import dev.pedigree.v1.GetDeploymentRequest;
import dev.pedigree.v1.IntegerFact;
import dev.pedigree.v1.Omission;
import dev.pedigree.v1.ThresholdResult;
import dev.pedigree.v1.VersionRecord;
import io.grpc.StatusException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class DeployVersionTest {
    @RegisterExtension
    static final RegistryRig RIG = new RegistryRig();

    private Scene scene;

    @BeforeEach
    void prepare() throws StatusException {
        scene = new Scene(RIG);
    }

    @Test
    void aDeploymentPinsEverythingThatAllowedIt() throws StatusException {
        scene.policy(atLeast(0.8));
        String first = scene.deployable();
        scene.deploy(first);
        String second = scene.deployable();
        DeployVersionCommand command = scene.deployCommand(second).build();

        Deployment deployment = scene.writer.deployVersion(command);

        assertThat(deployment.getName()).isEqualTo(scene.environment() + "/deployments/2");
        assertThat(deployment.getVersion()).isEqualTo(second);
        assertThat(deployment.getState()).isEqualTo(Deployment.State.STATE_LIVE);
        assertThat(deployment.getManifestDigest()).isEqualTo(Records.DIGEST);
        assertThat(deployment.getFramework().getValue().getName()).isEqualTo("torch");
        assertThat(deployment.getSerializationFormat().getValue()).isEqualTo("safetensors");
        assertThat(deployment.getTrainingLineage())
                .isEqualTo(command.getLineage().getTrainingLineage());
        assertThat(deployment.getLimitationsList()).containsExactly(Scene.limitation());
        assertThat(deployment.getRollback().getDeployment()).isEqualTo(scene.environment() + "/deployments/1");
        assertThat(deployment.getRollback().getVersion()).isEqualTo(first);
        assertThat(deployment.getRollback().getProcedure()).isEqualTo("switch the alias back");
        assertThat(deployment.getPolicyRevision()).isEqualTo(1);
        assertThat(deployment.getActor()).isEqualTo("ann");
        assertThat(deployment.getEnvironmentEtag()).isEqualTo(scene.present().getEtag());
        assertThat(deployment.getGateResultsList())
                .extracting(GateResult::getGate)
                .containsAll(gates());
        assertThat(deployment.getGateResultsList())
                .extracting(GateResult::getOutcome)
                .containsOnly(Outcome.OUTCOME_PASSED);
        assertThat(threshold(deployment).getObserved()).isEqualTo(0.9);
        assertThat(threshold(deployment).getRequired()).isEqualTo(0.8);
        assertThat(threshold(deployment).getEvaluation())
                .isEqualTo(command.getJudgedOn().getEvaluation());
        assertThat(read(deployment)).isEqualTo(asRead(deployment));
    }

    @Test
    void whatRanEndsAtTheMomentTheNextOneBegins() throws StatusException {
        scene.policy();
        Deployment first = scene.deploy(scene.deployable());
        Deployment second = scene.deploy(scene.deployable());

        Deployment ended = read(first);
        assertThat(ended.getState()).isEqualTo(Deployment.State.STATE_ENDED);
        assertThat(ended.getEndTime()).isEqualTo(second.getStartTime());
        assertThat(ended.getEndReason()).isEqualTo(second.getName());
        assertThat(ended.getEndActor()).isEqualTo("ann");
        assertThat(scene.present().getCurrentDeployment()).isEqualTo(second.getName());
        assertThat(scene.present().getCurrentVersion()).isEqualTo(second.getVersion());
    }

    @Test
    void withoutAPolicyNothingIsDeployed() throws StatusException {
        scene.policy();
        String version = scene.deployable();
        DeployVersionCommand.Builder command = scene.deployCommand(version);
        command.getRequestBuilder().setEnvironment("staging");

        refused(Refused.class, ErrorReason.ERROR_REASON_NO_POLICY, () -> scene.writer.deployVersion(command.build()));
    }

    @Test
    void aVersionThatDoesNotExistIsNotDeployed() throws StatusException {
        scene.policy();
        DeployVersionCommand.Builder command = scene.deployCommand(scene.deployable());
        command.getRequestBuilder().setName(scene.model + "/versions/99");

        refused(
                NotFound.class,
                ErrorReason.ERROR_REASON_VERSION_NOT_FOUND,
                () -> scene.writer.deployVersion(command.build()));
    }

    @Test
    void aStaleEtagIsAnsweredWithTheCurrentOne() throws StatusException {
        scene.policy();
        String version = scene.deployable();
        DeployVersionCommand stale = scene.deployCommand(version).build();
        Deployment deployment = scene.deploy(version);

        Conflict conflict = refused(
                Conflict.class, ErrorReason.ERROR_REASON_ETAG_MISMATCH, () -> scene.writer.deployVersion(stale));
        assertThat(conflict.metadata()).containsEntry("etag", deployment.getEnvironmentEtag());
        assertThat(conflict.metadata()).containsEntry("resource", scene.environment());
    }

    @Test
    void aRefusalNamesEveryViolationWithItsSubject() throws StatusException {
        scene.writer.setDeployPolicy(scene.policyRequest(atLeast(0.95), atLeast(0.99))
                .setPolicy(scene.policyRequest(atLeast(0.95), atLeast(0.99))
                        .getPolicyBuilder()
                        .addRequiredLimitations("snow")
                        .setForbidNotStated(true))
                .build());
        String retired = scene.newDataset("old");
        String version = scene.create(scene.model, withSeedNotStated(retired));
        scene.evaluate(version, 0.9);
        scene.deprecate(retired);
        scene.retire(retired);
        scene.deprecate(version);
        DeployVersionCommand.Builder command = scene.deployCommand(version).clearArtifact();
        command.getLineageBuilder()
                .addGaps(LineageGap.newBuilder().setVersion(retired).setMissing("preprocessing"));

        Refused refused = refused(
                Refused.class,
                ErrorReason.ERROR_REASON_GATES_NOT_PASSED,
                () -> scene.writer.deployVersion(command.build()));

        assertThat(refused.violations())
                .extracting(Violation::type, Violation::subject)
                .containsExactlyInAnyOrder(
                        tuple("STATE_ALLOWS", version),
                        tuple("INPUTS_LIVE", retired),
                        tuple("ARTIFACT_PRESENT", scene.project + "/manifests/" + Records.DIGEST),
                        tuple("LINEAGE_COMPLETE", retired),
                        tuple("THRESHOLD", version),
                        tuple("THRESHOLD", version),
                        tuple("LIMITATIONS_STATED", version),
                        tuple("NOT_STATED_FORBIDDEN", version));
        assertThat(scene.present().getCurrentDeployment()).isEmpty();
    }

    @Test
    void aVersionThatWasNotEvaluatedIsNotDeployed() throws StatusException {
        scene.policy(atLeast(0.5));
        String version = scene.newModel(scene.dataset);

        Refused refused =
                refused(Refused.class, ErrorReason.ERROR_REASON_GATES_NOT_PASSED, () -> scene.deploy(version));
        assertThat(refused.violations()).extracting(Violation::type).containsExactly("EVALUATED", "THRESHOLD");
    }

    @Test
    void theNewestEvaluationDecidesNotTheBest() throws StatusException {
        scene.policy(atLeast(0.8));
        String version = scene.newModel(scene.dataset);
        scene.evaluate(version, 0.95);
        scene.evaluate(version, 0.7);

        refused(Refused.class, ErrorReason.ERROR_REASON_GATES_NOT_PASSED, () -> scene.deploy(version));
    }

    @Test
    void aRelativeThresholdComparesWithWhatRunsNow() throws StatusException {
        scene.policy(atLeastCurrentPlus(0.01));
        Deployment first = scene.deploy(scene.deployable());
        assertThat(gate(first, "THRESHOLD").getOutcome()).isEqualTo(Outcome.OUTCOME_NOT_APPLICABLE);

        String equal = scene.deployable();
        refused(Refused.class, ErrorReason.ERROR_REASON_GATES_NOT_PASSED, () -> scene.deploy(equal));

        String better = scene.newModel(scene.dataset);
        scene.evaluate(better, 0.91);
        ThresholdResult result = threshold(scene.deploy(better));
        assertThat(result.getBaseline()).isEqualTo(0.9);
        assertThat(result.getRequired()).isEqualTo(0.91);
        assertThat(result.getObserved()).isEqualTo(0.91);
        assertThat(result.getBaselineEvaluation()).startsWith(first.getVersion() + "/evaluations/");
    }

    @Test
    void aDecisionJudgedOnOldFactsIsStaleAndSaysWhichChanged() throws StatusException {
        scene.policy(atLeast(0.8));
        scene.deploy(scene.deployable());
        String version = scene.deployable();
        DeployVersionCommand.Builder command = scene.deployCommand(version);
        scene.evaluate(version, 0.99);
        scene.evaluate(scene.present().getCurrentVersion(), 0.85);
        command.getJudgedOnBuilder().setPolicyRevision(7).setCurrentDeployment("");

        Conflict conflict = refused(
                Conflict.class,
                ErrorReason.ERROR_REASON_EVIDENCE_STALE,
                () -> scene.writer.deployVersion(command.build()));
        assertThat(conflict.metadata().get("changed").split(","))
                .containsExactly("policy_revision", "evaluation", "baseline_evaluation", "current_deployment");
    }

    @Test
    void evidenceForOtherBytesOrAboutToExpireIsStale() throws StatusException {
        scene.policy();
        DeployVersionCommand.Builder command = scene.deployCommand(scene.deployable());
        for (var evidence : List.of(
                Sample.evidence("sha256:" + "cd".repeat(32), Duration.ofHours(1)),
                Sample.evidence(Records.DIGEST, Duration.ofMinutes(4)))) {
            Conflict conflict = refused(
                    Conflict.class,
                    ErrorReason.ERROR_REASON_EVIDENCE_STALE,
                    () -> scene.writer.deployVersion(
                            command.setArtifact(evidence).build()));
            assertThat(conflict.metadata()).containsEntry("changed", "artifact");
        }
    }

    @Test
    void aReplayAnswersTheFirstDeploymentAndMakesNoOther() throws StatusException {
        scene.policy();
        DeployVersionCommand.Builder command = scene.deployCommand(scene.deployable());
        command.getRequestBuilder().setRequestId(UUID.randomUUID().toString());

        Deployment first = scene.writer.deployVersion(command.build());
        Deployment again = scene.writer.deployVersion(command.build());

        assertThat(again).isEqualTo(first);
        assertThat(scene.present().getCurrentDeployment()).isEqualTo(first.getName());
        assertThat(first.getName()).endsWith("/deployments/1");
    }

    @Test
    void validateOnlyJudgesAndLeavesNothing() throws StatusException {
        scene.policy();
        String etag = scene.present().getEtag();
        DeployVersionCommand.Builder command = scene.deployCommand(scene.deployable());
        command.getRequestBuilder().setValidateOnly(true);

        Deployment wouldBe = scene.writer.deployVersion(command.build());

        assertThat(wouldBe.getName()).endsWith("/deployments/1");
        assertThat(scene.present().getEtag()).isEqualTo(etag);
        assertThat(scene.present().getCurrentDeployment()).isEmpty();
    }

    private VersionRecord.Builder withSeedNotStated(String dataset) {
        VersionRecord.Builder record = Records.model(List.of(dataset), scene.dataset, Records.DIGEST);
        record.getModelBuilder()
                .getTrainingBuilder()
                .setSeed(IntegerFact.newBuilder()
                        .setNotStated(Omission.newBuilder().setReason("was not logged")));
        return record;
    }

    private Deployment read(Deployment deployment) throws StatusException {
        return scene.reader.getDeployment(
                GetDeploymentRequest.newBuilder().setName(deployment.getName()).build());
    }

    /// Without what only replies to writes carry.
    private static Deployment asRead(Deployment reply) {
        return reply.toBuilder().clearConsistencyToken().clearEnvironmentEtag().build();
    }

    private static ThresholdResult threshold(Deployment deployment) {
        return gate(deployment, "THRESHOLD").getThreshold();
    }

    private static GateResult gate(Deployment deployment, String gate) {
        return deployment.getGateResultsList().stream()
                .filter(result -> result.getGate().equals(gate))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> gates() {
        return Arrays.stream(Gate.values()).map(Gate::name).toList();
    }
}
