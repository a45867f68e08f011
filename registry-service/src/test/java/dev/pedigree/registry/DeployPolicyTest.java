package dev.pedigree.registry;

import static dev.pedigree.registry.testing.Refusals.refused;
import static dev.pedigree.registry.testing.Scene.atLeast;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pedigree.chassis.fault.Conflict;
import dev.pedigree.chassis.fault.NotFound;
import dev.pedigree.registry.testing.Parallel;
import dev.pedigree.registry.testing.RegistryRig;
import dev.pedigree.registry.testing.Scene;
import dev.pedigree.v1.DeployPolicy;
import dev.pedigree.v1.ErrorReason;
import dev.pedigree.v1.GetDeployPolicyRequest;
import dev.pedigree.v1.GetEnvironmentRequest;
import dev.pedigree.v1.SetDeployPolicyRequest;
import io.grpc.StatusException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class DeployPolicyTest {
    @RegisterExtension
    static final RegistryRig RIG = new RegistryRig();

    private Scene scene;

    @BeforeEach
    void prepare() throws StatusException {
        scene = new Scene(RIG);
    }

    @Test
    void theFirstPolicyMakesTheEnvironment() throws StatusException {
        DeployPolicy policy = scene.policy(atLeast(0.8));

        assertThat(policy.getName()).isEqualTo(scene.environment() + "/deployPolicy");
        assertThat(policy.getRevision()).isEqualTo(1);
        assertThat(policy.getActor()).isEqualTo("ann");
        assertThat(policy.getThresholdsList()).containsExactly(atLeast(0.8));
        assertThat(scene.present().getEtag()).isEqualTo(policy.getEnvironmentEtag());
        assertThat(scene.present().getPolicyRevision()).isEqualTo(1);
        assertThat(scene.present().getCurrentDeployment()).isEmpty();
        assertThat(read(0)).isEqualTo(policy.toBuilder().clearConsistencyToken().build());
    }

    @Test
    void everyRevisionIsKept() throws StatusException {
        scene.policy(atLeast(0.8));
        DeployPolicy second = scene.writer.setDeployPolicy(scene.policyRequest(atLeast(0.9))
                .setEtag(scene.present().getEtag())
                .build());

        assertThat(second.getRevision()).isEqualTo(2);
        assertThat(read(0).getThresholds(0).getAbsolute()).isEqualTo(0.9);
        assertThat(read(2)).isEqualTo(read(0));
        assertThat(read(1).getThresholds(0).getAbsolute()).isEqualTo(0.8);
    }

    @Test
    void aLaterPolicyNeedsTheEtagOfTheEnvironment() throws StatusException {
        String etag = scene.policy().getEnvironmentEtag();
        for (String stale : List.of("", "stale")) {
            Conflict conflict = refused(
                    Conflict.class,
                    ErrorReason.ERROR_REASON_ETAG_MISMATCH,
                    () -> scene.writer.setDeployPolicy(
                            scene.policyRequest().setEtag(stale).build()));
            assertThat(conflict.metadata()).containsEntry("etag", etag);
        }
    }

    @Test
    void anEtagOfAnEnvironmentThatIsNotThereIsRefusedAndMakesNothing() {
        refused(
                Conflict.class,
                ErrorReason.ERROR_REASON_ETAG_MISMATCH,
                () -> scene.writer.setDeployPolicy(
                        scene.policyRequest().setEtag("of another one").build()));
        refused(NotFound.class, ErrorReason.ERROR_REASON_ENVIRONMENT_NOT_FOUND, scene::present);
    }

    @Test
    void ofManyFirstPoliciesOneMakesTheEnvironment() throws Exception {
        List<Boolean> made = Parallel.times(8, _ -> {
            try {
                scene.policy();
                return true;
            } catch (StatusException lost) {
                return false;
            }
        });
        assertThat(made).containsOnlyOnce(true);
        assertThat(scene.present().getPolicyRevision()).isEqualTo(1);
    }

    @Test
    void whatAPolicyNamesMustExist() {
        SetDeployPolicyRequest.Builder request = scene.policyRequest();
        request.getPolicyBuilder().setDatasetVersion(scene.project + "/datasets/pets/versions/99");
        refused(
                NotFound.class,
                ErrorReason.ERROR_REASON_VERSION_NOT_FOUND,
                () -> scene.writer.setDeployPolicy(request.build()));
        refused(
                NotFound.class,
                ErrorReason.ERROR_REASON_ASSET_NOT_FOUND,
                () -> scene.writer.setDeployPolicy(scene.policyRequest()
                        .setName(scene.project + "/models/other/environments/production")
                        .build()));
    }

    @Test
    void whatIsNotThereIsNotFound() throws StatusException {
        scene.policy();
        refused(NotFound.class, ErrorReason.ERROR_REASON_POLICY_NOT_FOUND, () -> read(9));
        refused(
                NotFound.class,
                ErrorReason.ERROR_REASON_POLICY_NOT_FOUND,
                () -> scene.reader.getDeployPolicy(GetDeployPolicyRequest.newBuilder()
                        .setName(scene.model + "/environments/staging/deployPolicy")
                        .build()));
        refused(
                NotFound.class,
                ErrorReason.ERROR_REASON_ENVIRONMENT_NOT_FOUND,
                () -> scene.reader.getEnvironment(GetEnvironmentRequest.newBuilder()
                        .setName(scene.model + "/environments/staging")
                        .build()));
    }

    private DeployPolicy read(long revision) throws StatusException {
        return scene.reader.getDeployPolicy(GetDeployPolicyRequest.newBuilder()
                .setName(scene.environment() + "/deployPolicy")
                .setRevision(revision)
                .build());
    }
}
