package dev.pedigree.lineage.query;

import static dev.pedigree.lineage.Sketch.dataset;
import static dev.pedigree.lineage.Sketch.datasetName;
import static dev.pedigree.lineage.Sketch.deployment;
import static dev.pedigree.lineage.Sketch.deploymentName;
import static dev.pedigree.lineage.Sketch.model;
import static dev.pedigree.lineage.Sketch.modelName;
import static dev.pedigree.lineage.Sketch.schema;
import static dev.pedigree.lineage.Sketch.schemaName;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pedigree.lineage.Refusals;
import dev.pedigree.lineage.Rig;
import dev.pedigree.v1.DeploymentImpact;
import dev.pedigree.v1.ErrorReason;
import dev.pedigree.v1.GetImpactRequest;
import dev.pedigree.v1.Impact;
import dev.pedigree.v1.ModelImpact;
import dev.pedigree.v1.Version.State;
import io.grpc.Status.Code;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GetImpactTest {
    private final Rig rig = new Rig();

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void modelsThatLearnedFromTheVersionComeWithTheWayAndTheirDeployments() {
        String token = rig.registry()
                .write(
                        dataset(1),
                        dataset(2).source(1),
                        model(1).training(2).state(State.STATE_DEPRECATED),
                        model(2).base(1),
                        deployment(1, 1).ended(2),
                        deployment(2, 2).replaces(1));

        Impact impact = impact(datasetName(1), token);

        assertThat(models(impact)).containsExactly("2 " + modelName(1), "3 " + modelName(2));
        assertThat(impact.getModels(0).getState()).isEqualTo(State.STATE_DEPRECATED);
        assertThat(way(impact.getModels(1)))
                .containsExactly(
                        datasetName(2) + " SOURCE " + datasetName(1),
                        modelName(1) + " TRAINING " + datasetName(2),
                        modelName(2) + " BASE_MODEL " + modelName(1));
        assertThat(deployments(impact.getModels(0))).containsExactly(deploymentName(1) + " past");
        assertThat(deployments(impact.getModels(1))).containsExactly(deploymentName(2) + " live");
        assertThat(impact.getConsistencyToken()).isEqualTo(token);
        assertThat(impact.getTruncated()).isFalse();
    }

    @Test
    void aModelDidNotLearnFromWhatItWasValidatedOn() {
        String token = rig.registry().write(dataset(1), model(1).validation(1));

        assertThat(models(impact(datasetName(1), token))).isEmpty();
    }

    @Test
    void aModelLearnedTheClassesOfItsDataset() {
        String token = rig.registry().write(schema(1), dataset(1).labelledBy(1), model(1).training(1));

        assertThat(models(impact(schemaName(1), token))).containsExactly("2 " + modelName(1));
    }

    @Test
    void liveDeploymentsAloneCanBeAskedForAndTheModelsAreListedAllTheSame() {
        String token = rig.registry()
                .write(
                        dataset(1),
                        model(1).training(1),
                        deployment(1, 1).ended(2),
                        deployment(2, 1),
                        model(2).training(1),
                        deployment(3, 2).ended(4));

        Impact impact = rig.lineage()
                .getImpact(request(datasetName(1), token).setLiveOnly(true).build());

        assertThat(models(impact)).containsExactly("1 " + modelName(1), "1 " + modelName(2));
        assertThat(deployments(impact.getModels(0))).containsExactly(deploymentName(2) + " live");
        assertThat(deployments(impact.getModels(1))).isEmpty();
    }

    @Test
    void theNewestDeploymentComesFirst() {
        String token = rig.registry()
                .write(
                        dataset(1),
                        model(1).training(1),
                        deployment(2, 1).ended(3),
                        deployment(10, 1),
                        deployment(1, 1).ended(2));

        assertThat(deployments(impact(datasetName(1), token).getModels(0)))
                .containsExactly(
                        deploymentName(10) + " live", deploymentName(2) + " past", deploymentName(1) + " past");
    }

    @Test
    void laterVersionsOfTheDatasetAreFollowedOnRequestOnly() {
        String token = rig.registry()
                .write(dataset(1), dataset(2).parent(datasetName(1)), model(1).training(1), model(2).training(2));

        assertThat(models(impact(datasetName(1), token))).containsExactly("1 " + modelName(1));

        Impact wider = rig.lineage()
                .getImpact(request(datasetName(1), token)
                        .setThroughLaterVersions(true)
                        .build());
        assertThat(models(wider)).containsExactly("1 " + modelName(1), "2 " + modelName(2));
        assertThat(way(wider.getModels(1)))
                .containsExactly(
                        datasetName(2) + " PARENT " + datasetName(1), modelName(2) + " TRAINING " + datasetName(2));
    }

    @Test
    void aLaterVersionOfAModelLearnedNothingFromItsParent() {
        String token = rig.registry().write(dataset(1), model(1).training(1), model(2).parent(modelName(1)));

        Impact impact = rig.lineage()
                .getImpact(request(datasetName(1), token)
                        .setThroughLaterVersions(true)
                        .build());

        assertThat(models(impact)).containsExactly("1 " + modelName(1));
    }

    @Test
    void aModelInDoubtIsItselfTheFirst() {
        String token = rig.registry().write(model(1), model(2).base(1), deployment(1, 1));

        Impact impact = impact(modelName(1), token);

        assertThat(models(impact)).containsExactly("0 " + modelName(1), "1 " + modelName(2));
        assertThat(impact.getModels(0).getPathList()).isEmpty();
        assertThat(deployments(impact.getModels(0))).containsExactly(deploymentName(1) + " live");
    }

    @Test
    void amongWaysOfEqualLengthTheSmallestNamesDecide() {
        String token = rig.registry()
                .write(
                        dataset(1),
                        dataset(3).source(1),
                        dataset(2).source(1),
                        model(1).training(3).training(2));

        assertThat(way(impact(datasetName(1), token).getModels(0)))
                .containsExactly(
                        datasetName(2) + " SOURCE " + datasetName(1), modelName(1) + " TRAINING " + datasetName(2));
    }

    @Test
    void modelsAndHopsAreLimitedAndTheAnswerSaysSo() {
        String token = rig.registry().write(dataset(1), model(2).training(1), model(1).training(1), model(3).base(1));

        Impact few = rig.lineage()
                .getImpact(request(datasetName(1), token).setMaxModels(1).build());
        assertThat(models(few)).containsExactly("1 " + modelName(1));
        assertThat(few.getTruncated()).isTrue();

        Impact near = rig.lineage()
                .getImpact(request(datasetName(1), token).setMaxHops(1).build());
        assertThat(models(near)).containsExactly("1 " + modelName(1), "1 " + modelName(2));
        assertThat(near.getTruncated()).isTrue();
    }

    @Test
    void anUnknownVersionIsNotFound() {
        String token = rig.registry().write(dataset(1));

        Refusals.assertRefused(
                Code.NOT_FOUND, ErrorReason.ERROR_REASON_VERSION_NOT_FOUND, () -> impact(datasetName(2), token));
    }

    @Test
    void onlyAVersionCanBeInDoubt() {
        Refusals.assertRefused(
                Code.INVALID_ARGUMENT, ErrorReason.ERROR_REASON_FIELDS_INVALID, () -> impact(deploymentName(1), ""));
    }

    private Impact impact(String name, String token) {
        return rig.lineage().getImpact(request(name, token).build());
    }

    private static GetImpactRequest.Builder request(String name, String token) {
        return GetImpactRequest.newBuilder().setName(name).setAtLeastAsFresh(token);
    }

    private static List<String> models(Impact impact) {
        return impact.getModelsList().stream()
                .map(model -> model.getDistance() + " " + model.getModelVersion())
                .toList();
    }

    private static List<String> way(ModelImpact model) {
        return model.getPathList().stream().map(GetAncestryTest::line).toList();
    }

    private static List<String> deployments(ModelImpact model) {
        return model.getDeploymentsList().stream().map(GetImpactTest::line).toList();
    }

    private static String line(DeploymentImpact deployment) {
        return deployment.getDeployment() + (deployment.getLive() ? " live" : " past");
    }
}
