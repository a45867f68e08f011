package dev.pedigree.lineage.query;

import static dev.pedigree.lineage.Sketch.dataset;
import static dev.pedigree.lineage.Sketch.datasetName;
import static dev.pedigree.lineage.Sketch.deployment;
import static dev.pedigree.lineage.Sketch.deploymentName;
import static dev.pedigree.lineage.Sketch.evaluation;
import static dev.pedigree.lineage.Sketch.evaluationName;
import static dev.pedigree.lineage.Sketch.model;
import static dev.pedigree.lineage.Sketch.modelName;
import static dev.pedigree.lineage.query.GetAncestryTest.edges;
import static dev.pedigree.lineage.query.GetAncestryTest.lines;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pedigree.lineage.Refusals;
import dev.pedigree.lineage.Rig;
import dev.pedigree.v1.ErrorReason;
import dev.pedigree.v1.GetDescendantsRequest;
import dev.pedigree.v1.LineageGraph;
import dev.pedigree.v1.LineageKind;
import dev.pedigree.v1.LineageQuery;
import io.grpc.Status.Code;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GetDescendantsTest {
    private final Rig rig = new Rig();

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void everythingThatCameOfAVersionIsShown() {
        String token = rig.registry()
                .write(dataset(1), model(1).training(1), evaluation(1, 1, 1), deployment(1, 1), model(2).base(1));

        LineageGraph graph =
                descendants(datasetName(1), LineageQuery.newBuilder().setAtLeastAsFresh(token));

        assertThat(lines(graph))
                .containsExactly(
                        "0 " + datasetName(1),
                        "1 " + modelName(1),
                        "1 " + evaluationName(1),
                        "2 " + deploymentName(1),
                        "2 " + modelName(2));
        assertThat(edges(graph))
                .containsExactly(
                        modelName(1) + " TRAINING " + datasetName(1),
                        evaluationName(1) + " MEASURED_ON " + datasetName(1),
                        evaluationName(1) + " EVALUATES " + modelName(1),
                        deploymentName(1) + " DEPLOYS " + modelName(1),
                        modelName(2) + " BASE_MODEL " + modelName(1));
    }

    @Test
    void nothingUpstreamIsShown() {
        String token = rig.registry()
                .write(dataset(1), dataset(2), model(1).training(1).training(2));

        LineageGraph graph =
                descendants(datasetName(2), LineageQuery.newBuilder().setAtLeastAsFresh(token));

        assertThat(lines(graph)).containsExactly("0 " + datasetName(2), "1 " + modelName(1));
    }

    @Test
    void aHubIsCutAndSaysSo() {
        rig.registry().write(dataset(1));
        String token = "";
        for (int number = 1; number <= 1_200; number++) {
            token = rig.registry().write(model(number).training(1));
        }

        LineageGraph graph =
                descendants(datasetName(1), LineageQuery.newBuilder().setAtLeastAsFresh(token));

        assertThat(graph.getNodesCount()).as("1,000 is the usual limit").isEqualTo(1_000);
        assertThat(graph.getTruncated()).isTrue();
    }

    @Test
    void deploymentsAloneCanBeAskedFor() {
        String token = rig.registry()
                .write(dataset(1), model(1).training(1), model(2).base(1), deployment(1, 1), deployment(2, 2));

        LineageGraph graph = descendants(
                datasetName(1),
                LineageQuery.newBuilder().setAtLeastAsFresh(token).addKinds(LineageKind.LINEAGE_KIND_DEPLOYMENT));

        assertThat(lines(graph))
                .containsExactly("0 " + datasetName(1), "2 " + deploymentName(1), "3 " + deploymentName(2));
    }

    @Test
    void anUnknownNameIsNotFound() {
        String token = rig.registry().write(dataset(1));

        Refusals.assertRefused(
                Code.NOT_FOUND,
                ErrorReason.ERROR_REASON_VERSION_NOT_FOUND,
                () -> descendants(datasetName(2), LineageQuery.newBuilder().setAtLeastAsFresh(token)));
    }

    private LineageGraph descendants(String name, LineageQuery.Builder query) {
        return rig.lineage()
                .getDescendants(GetDescendantsRequest.newBuilder()
                        .setName(name)
                        .setQuery(query)
                        .build());
    }
}
