package dev.pedigree.registry;

import static dev.pedigree.registry.testing.Refusals.refused;
import static dev.pedigree.registry.testing.Scene.atLeastCurrentPlus;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.pedigree.chassis.fault.NotFound;
import dev.pedigree.chassis.fault.Refused;
import dev.pedigree.mesh.v1.AncestorState;
import dev.pedigree.mesh.v1.DeployFacts;
import dev.pedigree.mesh.v1.GetDeployFactsRequest;
import dev.pedigree.registry.testing.RegistryRig;
import dev.pedigree.registry.testing.Scene;
import dev.pedigree.testkit.Records;
import dev.pedigree.v1.Deployment;
import dev.pedigree.v1.ErrorReason;
import dev.pedigree.v1.Evaluation;
import dev.pedigree.v1.Omission;
import dev.pedigree.v1.TextFact;
import dev.pedigree.v1.Version.State;
import dev.pedigree.v1.VersionFact;
import dev.pedigree.v1.VersionRecord;
import io.grpc.StatusException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class GetDeployFactsTest {
    @RegisterExtension
    static final RegistryRig RIG = new RegistryRig();

    private Scene scene;

    @BeforeEach
    void prepare() throws StatusException {
        scene = new Scene(RIG);
    }

    @Test
    void everythingTheGatesLookAtComesAtOnce() throws StatusException {
        scene.policy(atLeastCurrentPlus(0.1));
        Deployment running = scene.deploy(scene.deployable());
        String old = scene.newDataset("old");
        String base = scene.newModel(old);
        scene.deprecate(old);
        VersionRecord.Builder record = Records.model(List.of(scene.dataset), scene.dataset, Records.DIGEST);
        record.getModelBuilder()
                .setBaseModel(VersionFact.newBuilder().setValue(base))
                .setCodeCommit(notStated());
        record.getOriginBuilder().setCreator(notStated());
        String version = scene.create(scene.model, record);
        scene.evaluate(version, 0.5);
        Evaluation newest = scene.evaluate(version, 0.6);

        DeployFacts facts = scene.facts(version);

        assertThat(facts.getVersion().getName()).isEqualTo(version);
        assertThat(facts.getVersion().getRecord()).isEqualTo(record.build());
        assertThat(facts.getPolicy().getThresholdsList()).containsExactly(atLeastCurrentPlus(0.1));
        assertThat(facts.getEnvironment()).isEqualTo(scene.present());
        assertThat(facts.getAncestorsList())
                .extracting(AncestorState::getVersion, AncestorState::getState)
                .containsExactly(
                        tuple(scene.schema, State.STATE_REGISTERED),
                        tuple(scene.dataset, State.STATE_REGISTERED),
                        tuple(old, State.STATE_DEPRECATED),
                        tuple(base, State.STATE_REGISTERED));
        assertThat(facts.getEvaluation().getName()).isEqualTo(newest.getName());
        assertThat(facts.getBaselineEvaluation().getName()).startsWith(running.getVersion() + "/evaluations/");
        assertThat(facts.getNotStatedList()).containsExactly("origin.creator", "model.code_commit");
        assertThat(facts.hasTarget()).isFalse();
        assertThat(facts.getConsistencyToken()).isNotEmpty();
    }

    @Test
    void forARollbackTheTargetIsResolved() throws StatusException {
        scene.policy();
        Deployment first = scene.deploy(scene.deployable());
        scene.deploy(scene.deployable());

        DeployFacts facts = rollbackFacts("");
        assertThat(facts.getTarget().getName()).isEqualTo(first.getName());
        assertThat(facts.getTarget().getState()).isEqualTo(Deployment.State.STATE_ENDED);
        assertThat(facts.getVersion().getName()).isEqualTo(first.getVersion());
    }

    @Test
    void whatIsNotThereIsRefused() throws StatusException {
        String version = scene.newModel(scene.dataset);
        refused(Refused.class, ErrorReason.ERROR_REASON_NO_POLICY, () -> scene.facts(version));
        refused(Refused.class, ErrorReason.ERROR_REASON_NO_POLICY, () -> rollbackFacts(""));
        scene.policy();
        refused(
                NotFound.class,
                ErrorReason.ERROR_REASON_VERSION_NOT_FOUND,
                () -> scene.facts(scene.model + "/versions/99"));
        refused(Refused.class, ErrorReason.ERROR_REASON_NOTHING_TO_ROLL_BACK, () -> rollbackFacts(""));
        refused(
                NotFound.class,
                ErrorReason.ERROR_REASON_DEPLOYMENT_NOT_FOUND,
                () -> rollbackFacts(scene.environment() + "/deployments/1"));
    }

    private DeployFacts rollbackFacts(String target) throws StatusException {
        return scene.reader.getDeployFacts(GetDeployFactsRequest.newBuilder()
                .setEnvironment(scene.environment())
                .setRollbackTo(target)
                .build());
    }

    private static TextFact notStated() {
        return TextFact.newBuilder()
                .setNotStated(Omission.newBuilder().setReason("was lost"))
                .build();
    }
}
