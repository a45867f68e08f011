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
import dev.pedigree.mesh.v1.GetTrainingLineageRequest;
import dev.pedigree.mesh.v1.LineageEvidence;
import dev.pedigree.v1.ErrorReason;
import dev.pedigree.v1.LineagePipeline;
import dev.pedigree.v1.TrainingLineage;
import io.grpc.Status.Code;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GetTrainingLineageTest {
    private final Rig rig = new Rig();

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void everythingAModelLearnedFromUpToTheRootsIsTold() {
        String token = rig.registry()
                .write(
                        schema(1),
                        schema(2),
                        dataset(1).labelledBy(1).pipeline("clean@abc"),
                        dataset(2).labelledBy(2).source(1).pipeline(""),
                        model(1).training(1),
                        dataset(3),
                        model(2).base(1).training(2).validation(3));

        LineageEvidence evidence = lineage(modelName(2), token);

        assertThat(evidence.getTrainingLineage())
                .isEqualTo(TrainingLineage.newBuilder()
                        .addDatasetVersions(datasetName(1))
                        .addDatasetVersions(datasetName(2))
                        .addLabelSchemaVersions(schemaName(1))
                        .addLabelSchemaVersions(schemaName(2))
                        .addBaseModelVersions(modelName(1))
                        .addPipelines(LineagePipeline.newBuilder()
                                .setDatasetVersion(datasetName(1))
                                .setPipeline("clean@abc"))
                        .build());
        assertThat(gaps(evidence)).isEmpty();
        assertThat(evidence.getConsistencyToken()).isEqualTo(token);
    }

    @Test
    void whatARecordOnTheWayDoesNotStateIsAGap() {
        String token = rig.registry()
                .write(
                        dataset(1).missing("label_schema", "preprocessing"),
                        dataset(2).source(1),
                        model(1).training(2).missing("training_data"));

        assertThat(gaps(lineage(modelName(1), token)))
                .containsExactly(
                        modelName(1) + " training_data",
                        datasetName(1) + " label_schema",
                        datasetName(1) + " preprocessing");
    }

    @Test
    void aVersionThatHasNotComeIsAGap() {
        String token = rig.registry().write(dataset(1).source(9), model(1).training(1));

        LineageEvidence evidence = lineage(modelName(1), token);

        assertThat(gaps(evidence)).containsExactly(datasetName(9) + " record");
        assertThat(evidence.getTrainingLineage().getDatasetVersionsList()).containsExactly(datasetName(1));
    }

    @Test
    void theParentOfADatasetIsNoneOfItsSources() {
        String token = rig.registry()
                .write(dataset(1).missing("preprocessing"), dataset(2).parent(datasetName(1)), model(1).training(2));

        LineageEvidence evidence = lineage(modelName(1), token);

        assertThat(evidence.getTrainingLineage().getDatasetVersionsList()).containsExactly(datasetName(2));
        assertThat(gaps(evidence)).isEmpty();
    }

    @Test
    void anUnknownVersionIsNotFound() {
        String token = rig.registry().write(dataset(1));

        Refusals.assertRefused(
                Code.NOT_FOUND, ErrorReason.ERROR_REASON_VERSION_NOT_FOUND, () -> lineage(modelName(1), token));
    }

    @Test
    void aDeploymentIsNoVersion() {
        String token = rig.registry().write(model(1), deployment(1, 1));

        Refusals.assertRefused(
                Code.NOT_FOUND, ErrorReason.ERROR_REASON_VERSION_NOT_FOUND, () -> lineage(deploymentName(1), token));
    }

    @Test
    void aDamagedTokenIsRefused() {
        Refusals.assertRefused(
                Code.INVALID_ARGUMENT, ErrorReason.ERROR_REASON_TOKEN_INVALID, () -> lineage(modelName(1), "no token"));
    }

    private LineageEvidence lineage(String version, String token) {
        return rig.facts()
                .getTrainingLineage(GetTrainingLineageRequest.newBuilder()
                        .setVersion(version)
                        .setAtLeastAsFresh(token)
                        .build());
    }

    private static List<String> gaps(LineageEvidence evidence) {
        return evidence.getGapsList().stream()
                .map(gap -> gap.getVersion() + " " + gap.getMissing())
                .toList();
    }
}
