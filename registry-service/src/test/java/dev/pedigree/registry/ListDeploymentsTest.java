package dev.pedigree.registry;

import static dev.pedigree.registry.testing.Refusals.refused;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Timestamp;
import com.google.protobuf.util.Durations;
import com.google.protobuf.util.Timestamps;
import dev.pedigree.chassis.fault.Conflict;
import dev.pedigree.chassis.fault.NotFound;
import dev.pedigree.chassis.fault.Refused;
import dev.pedigree.registry.testing.RegistryRig;
import dev.pedigree.registry.testing.Scene;
import dev.pedigree.v1.Deployment;
import dev.pedigree.v1.ErrorReason;
import dev.pedigree.v1.GetDeploymentRequest;
import dev.pedigree.v1.ListDeploymentsRequest;
import dev.pedigree.v1.ListDeploymentsResponse;
import io.grpc.StatusException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// What ran when, and the end of deployments.
final class ListDeploymentsTest {
    private static final com.google.protobuf.Duration MICROSECOND = Durations.fromMicros(1);

    @RegisterExtension
    static final RegistryRig RIG = new RegistryRig();

    private Scene scene;

    @BeforeEach
    void prepare() throws StatusException {
        scene = new Scene(RIG);
        scene.policy();
    }

    @Test
    void atAnyTimeAtMostOneRan() throws StatusException {
        Deployment first = scene.deploy(scene.deployable());
        Deployment second = scene.deploy(scene.deployable());
        Deployment ended = scene.end(second);

        assertThat(ranAt(Timestamps.subtract(first.getStartTime(), MICROSECOND)))
                .isEmpty();
        assertThat(ranAt(first.getStartTime())).containsExactly(first.getName());
        assertThat(ranAt(Timestamps.subtract(second.getStartTime(), MICROSECOND)))
                .containsExactly(first.getName());
        assertThat(ranAt(second.getStartTime())).containsExactly(second.getName());
        assertThat(ranAt(Timestamps.subtract(ended.getEndTime(), MICROSECOND))).containsExactly(second.getName());
        assertThat(ranAt(ended.getEndTime())).isEmpty();
    }

    @Test
    void allAreListedNewestFirstPageByPage() throws StatusException {
        List<String> names = new ArrayList<>();
        for (int index = 0; index < 5; index++) {
            names.addFirst(scene.deploy(scene.deployable()).getName());
        }
        List<String> listed = new ArrayList<>();
        String token = "";
        do {
            ListDeploymentsResponse page = scene.reader.listDeployments(
                    request().setPageSize(2).setPageToken(token).build());
            page.getDeploymentsList().forEach(deployment -> listed.add(deployment.getName()));
            token = page.getNextPageToken();
        } while (!token.isEmpty());
        assertThat(listed).isEqualTo(names);
    }

    @Test
    void wildcardsReachAcrossModelsAndEnvironments() throws StatusException {
        Deployment here = scene.deploy(scene.deployable());
        scene.model = scene.asset(dev.pedigree.v1.Kind.KIND_MODEL, "other");
        scene.policy();
        Deployment there = scene.deploy(scene.deployable());

        assertThat(names(request().setParent(scene.project + "/models/-/environments/production")))
                .containsExactly(there.getName(), here.getName());
        assertThat(names(request().setParent(scene.project + "/models/-/environments/-")))
                .hasSize(2);
        assertThat(names(request().setParent(scene.project + "/models/-/environments/staging")))
                .isEmpty();
        assertThat(names(request().setParent(scene.project + "/models/net/environments/-")))
                .containsExactly(here.getName());
        assertThat(names(request()
                        .setParent(scene.project + "/models/-/environments/-")
                        .setAsOf(there.getStartTime())))
                .containsExactly(there.getName(), here.getName());
        assertThat(names(request()
                        .setParent(scene.project + "/models/-/environments/-")
                        .setAsOf(here.getStartTime())))
                .containsExactly(here.getName());
    }

    @Test
    void theDeploymentsOfOneVersionAreFound() throws StatusException {
        Deployment first = scene.deploy(scene.deployable());
        scene.deploy(scene.deployable());
        Deployment back = scene.rollBack();

        assertThat(names(request().setVersion(first.getVersion()))).containsExactly(back.getName(), first.getName());
        assertThat(names(request().setVersion(first.getVersion()).setAsOf(first.getStartTime())))
                .containsExactly(first.getName());
        assertThat(names(request().setVersion(scene.model + "/versions/99"))).isEmpty();
    }

    @Test
    void aProjectThatDoesNotExistIsNotFound() {
        refused(
                NotFound.class,
                ErrorReason.ERROR_REASON_PROJECT_NOT_FOUND,
                () -> names(request().setParent("projects/nowhere/models/-/environments/-")));
    }

    @Test
    void anEndedDeploymentSaysWhenByWhomAndWhy() throws StatusException {
        Deployment deployment = scene.deploy(scene.deployable());
        Deployment ended = scene.end(deployment);

        assertThat(ended.getState()).isEqualTo(Deployment.State.STATE_ENDED);
        assertThat(ended.getEndReason()).isEqualTo("the service closes");
        assertThat(ended.getEndActor()).isEqualTo("ann");
        assertThat(ended.getEnvironmentEtag()).isEqualTo(scene.present().getEtag());
        assertThat(scene.present().getCurrentDeployment()).isEmpty();
        assertThat(scene.present().getCurrentVersion()).isEmpty();

        refused(Refused.class, ErrorReason.ERROR_REASON_DEPLOYMENT_ENDED, () -> scene.end(deployment));
        refused(
                Conflict.class,
                ErrorReason.ERROR_REASON_ETAG_MISMATCH,
                () -> scene.writer.endDeployment(
                        scene.endRequest(deployment).setEtag("stale").build()));
    }

    @Test
    void aDeploymentAfterAPauseReplacesNothingButPointsBack() throws StatusException {
        Deployment first = scene.end(scene.deploy(scene.deployable()));
        Deployment second = scene.deploy(scene.deployable());

        assertThat(second.getRollback().getDeployment()).isEqualTo(first.getName());
        assertThat(ended(first)).isEqualTo("the service closes");
    }

    @Test
    void aDeploymentThatDoesNotExistIsNotFound() {
        refused(
                NotFound.class,
                ErrorReason.ERROR_REASON_DEPLOYMENT_NOT_FOUND,
                () -> scene.reader.getDeployment(GetDeploymentRequest.newBuilder()
                        .setName(scene.environment() + "/deployments/1")
                        .build()));
        refused(
                NotFound.class,
                ErrorReason.ERROR_REASON_DEPLOYMENT_NOT_FOUND,
                () -> scene.end(Deployment.newBuilder()
                        .setName(scene.environment() + "/deployments/1")
                        .build()));
        refused(
                NotFound.class,
                ErrorReason.ERROR_REASON_DEPLOYMENT_NOT_FOUND,
                () -> scene.end(Deployment.newBuilder()
                        .setName(scene.model + "/environments/staging/deployments/1")
                        .build()));
    }

    private String ended(Deployment deployment) throws StatusException {
        return scene.reader
                .getDeployment(GetDeploymentRequest.newBuilder()
                        .setName(deployment.getName())
                        .build())
                .getEndReason();
    }

    private List<String> ranAt(Timestamp time) throws StatusException {
        return names(request().setAsOf(time));
    }

    private ListDeploymentsRequest.Builder request() {
        return ListDeploymentsRequest.newBuilder().setParent(scene.environment());
    }

    private List<String> names(ListDeploymentsRequest.Builder request) throws StatusException {
        return scene.reader.listDeployments(request.build()).getDeploymentsList().stream()
                .map(Deployment::getName)
                .toList();
    }
}
