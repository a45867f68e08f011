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

import com.google.protobuf.util.Timestamps;
import dev.pedigree.lineage.Refusals;
import dev.pedigree.lineage.Rig;
import dev.pedigree.v1.ErrorReason;
import dev.pedigree.v1.GetAncestryRequest;
import dev.pedigree.v1.LineageEdge;
import dev.pedigree.v1.LineageGraph;
import dev.pedigree.v1.LineageKind;
import dev.pedigree.v1.LineageNode;
import dev.pedigree.v1.LineageQuery;
import dev.pedigree.v1.Relation;
import dev.pedigree.v1.Version.State;
import io.grpc.Status.Code;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GetAncestryTest {
    private final Rig rig = new Rig();

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void aDiamondShowsEachNodeOnceAndEveryEdge() {
        String token = rig.registry()
                .write(
                        dataset(1),
                        dataset(2).source(1),
                        dataset(3).source(1),
                        model(1).training(2).training(3));

        LineageGraph graph = ancestry(modelName(1), query(token));

        assertThat(lines(graph))
                .containsExactly(
                        "0 " + modelName(1), "1 " + datasetName(2), "1 " + datasetName(3), "2 " + datasetName(1));
        assertThat(edges(graph))
                .containsExactly(
                        modelName(1) + " TRAINING " + datasetName(2),
                        modelName(1) + " TRAINING " + datasetName(3),
                        datasetName(2) + " SOURCE " + datasetName(1),
                        datasetName(3) + " SOURCE " + datasetName(1));
        assertThat(graph.getTruncated()).isFalse();
        assertThat(graph.getConsistencyToken()).isEqualTo(token);
    }

    @Test
    void theDistanceIsThatOfTheShortestWay() {
        String token = rig.registry()
                .write(
                        dataset(1),
                        dataset(2).source(1),
                        dataset(3).source(2),
                        model(1).training(3).training(1));

        assertThat(lines(ancestry(modelName(1), query(token))))
                .containsExactly(
                        "0 " + modelName(1), "1 " + datasetName(1), "1 " + datasetName(3), "2 " + datasetName(2));
    }

    @Test
    void nodesSayWhatTheyAre() {
        String token = rig.registry()
                .write(model(1).state(State.STATE_DEPRECATED), deployment(7, 1).ended(9));

        LineageGraph graph = ancestry(deploymentName(7), query(token));

        assertThat(graph.getNodesList())
                .containsExactly(
                        LineageNode.newBuilder()
                                .setName(deploymentName(7))
                                .setKind(LineageKind.LINEAGE_KIND_DEPLOYMENT)
                                .setStartTime(Timestamps.fromSeconds(7))
                                .setEndTime(Timestamps.fromSeconds(9))
                                .build(),
                        LineageNode.newBuilder()
                                .setName(modelName(1))
                                .setKind(LineageKind.LINEAGE_KIND_MODEL_VERSION)
                                .setDistance(1)
                                .setState(State.STATE_DEPRECATED)
                                .build());
    }

    @Test
    void hopsAreLimitedAndTheAnswerSaysSo() {
        String token = chain(5);

        LineageGraph graph = ancestry(datasetName(5), query(token).setMaxHops(2));

        assertThat(lines(graph)).containsExactly("0 " + datasetName(5), "1 " + datasetName(4), "2 " + datasetName(3));
        assertThat(edges(graph)).hasSize(2);
        assertThat(graph.getTruncated()).isTrue();
    }

    @Test
    void whoeverGetsToTheRootsWithinTheHopsIsNotTruncated() {
        String token = chain(5);

        assertThat(ancestry(datasetName(5), query(token).setMaxHops(4)).getTruncated())
                .isFalse();
    }

    @Test
    void aHundredHopsAreTheMost() {
        String token = chain(103);

        LineageGraph graph = ancestry(datasetName(103), query(token));

        assertThat(graph.getNodesCount()).isEqualTo(101);
        assertThat(graph.getTruncated()).isTrue();
    }

    @Test
    void nodesAreLimitedAndThoseWithTheSmallestNamesStay() {
        String token = rig.registry()
                .write(
                        dataset(4),
                        dataset(3),
                        dataset(2),
                        dataset(1),
                        model(1).training(4).training(3).training(2).training(1));

        LineageGraph graph = ancestry(modelName(1), query(token).setMaxNodes(3));

        assertThat(lines(graph)).containsExactly("0 " + modelName(1), "1 " + datasetName(1), "1 " + datasetName(2));
        assertThat(edges(graph)).hasSize(2);
        assertThat(graph.getTruncated()).isTrue();
    }

    @Test
    void exactlyAsManyNodesAsThereIsRoomForAreNotTruncated() {
        String token = chain(3);

        assertThat(ancestry(datasetName(3), query(token).setMaxNodes(3)).getTruncated())
                .isFalse();
        assertThat(ancestry(datasetName(3), query(token).setMaxNodes(1)).getTruncated())
                .isTrue();
    }

    @Test
    void onlyTheKindsAskedForAreShownAndTheWayLeadsThroughAll() {
        String token = rig.registry()
                .write(schema(1), dataset(1).labelledBy(1), dataset(2).source(1), model(1).training(2));

        LineageGraph graph =
                ancestry(modelName(1), query(token).addKinds(LineageKind.LINEAGE_KIND_LABEL_SCHEMA_VERSION));

        assertThat(lines(graph)).containsExactly("0 " + modelName(1), "3 " + schemaName(1));
        assertThat(edges(graph)).isEmpty();
    }

    @Test
    void hiddenNodesTakeNoRoom() {
        String token = rig.registry()
                .write(schema(1), dataset(1).labelledBy(1), dataset(2).source(1), model(1).training(2));

        LineageGraph graph = ancestry(
                modelName(1), query(token).setMaxNodes(2).addKinds(LineageKind.LINEAGE_KIND_LABEL_SCHEMA_VERSION));

        assertThat(graph.getNodesCount()).isEqualTo(2);
        assertThat(graph.getTruncated()).isFalse();
    }

    @Test
    void onlyTheRelationsAskedForAreFollowedAndShown() {
        String token = rig.registry()
                .write(
                        dataset(1),
                        dataset(2),
                        model(1).training(1).validation(1).validation(2));

        LineageGraph graph = ancestry(modelName(1), query(token).addRelations(Relation.RELATION_TRAINING));

        assertThat(lines(graph)).containsExactly("0 " + modelName(1), "1 " + datasetName(1));
        assertThat(edges(graph)).containsExactly(modelName(1) + " TRAINING " + datasetName(1));
    }

    @Test
    void twoRelationsBetweenTheSameNodesAreTwoEdges() {
        String token = rig.registry().write(dataset(1), model(1).validation(1).training(1));

        assertThat(edges(ancestry(modelName(1), query(token))))
                .containsExactly(
                        modelName(1) + " TRAINING " + datasetName(1), modelName(1) + " VALIDATION " + datasetName(1));
    }

    @Test
    void aNodeThatHasNotComeIsNotShownUntilItDoes() {
        String before = rig.registry().write(model(1).training(1));
        assertThat(lines(ancestry(modelName(1), query(before)))).containsExactly("0 " + modelName(1));

        String after = rig.registry().write(dataset(1));
        assertThat(lines(ancestry(modelName(1), query(after))))
                .containsExactly("0 " + modelName(1), "1 " + datasetName(1));
    }

    @Test
    void anUnknownNameIsNotFound() {
        String token = rig.registry().write(model(1).training(1));

        Refusals.assertRefused(
                Code.NOT_FOUND, ErrorReason.ERROR_REASON_VERSION_NOT_FOUND, () -> ancestry(modelName(2), query(token)));
    }

    @Test
    void aNameThatEdgesPointAtAndThatHasNotComeIsNotFound() {
        String token = rig.registry().write(model(1).training(1));

        Refusals.assertRefused(
                Code.NOT_FOUND,
                ErrorReason.ERROR_REASON_VERSION_NOT_FOUND,
                () -> ancestry(datasetName(1), query(token)));
    }

    @Test
    void everyBrokenFieldIsNamed() {
        Refusals.assertRefused(
                Code.INVALID_ARGUMENT,
                ErrorReason.ERROR_REASON_FIELDS_INVALID,
                () -> ancestry(
                        "models/m", LineageQuery.newBuilder().setMaxHops(101).setMaxNodes(10_001)));
    }

    private String chain(int length) {
        String token = rig.registry().write(dataset(1));
        for (int number = 2; number <= length; number++) {
            token = rig.registry().write(dataset(number).source(number - 1));
        }
        return token;
    }

    private LineageGraph ancestry(String name, LineageQuery.Builder query) {
        return rig.lineage()
                .getAncestry(GetAncestryRequest.newBuilder()
                        .setName(name)
                        .setQuery(query)
                        .build());
    }

    private static LineageQuery.Builder query(String token) {
        return LineageQuery.newBuilder().setAtLeastAsFresh(token);
    }

    static List<String> lines(LineageGraph graph) {
        return graph.getNodesList().stream()
                .map(node -> node.getDistance() + " " + node.getName())
                .toList();
    }

    static List<String> edges(LineageGraph graph) {
        return graph.getEdgesList().stream().map(GetAncestryTest::line).toList();
    }

    static String line(LineageEdge edge) {
        return edge.getFrom() + " " + edge.getRelation().name().substring("RELATION_".length()) + " " + edge.getTo();
    }
}
