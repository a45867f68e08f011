package dev.pedigree.lineage.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pedigree.lineage.graph.Direction;
import dev.pedigree.lineage.graph.Graph;
import dev.pedigree.mesh.v1.Edge;
import dev.pedigree.mesh.v1.Node;
import dev.pedigree.v1.GetImpactRequest;
import dev.pedigree.v1.Impact;
import dev.pedigree.v1.LineageGraph;
import dev.pedigree.v1.LineageKind;
import dev.pedigree.v1.LineageQuery;
import dev.pedigree.v1.Relation;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReplySizeTest {
    private static final int WHAT_A_CLIENT_TAKES = 4 * 1024 * 1024;
    private static final String LONG = "x".repeat(63);
    private static final String SCHEMA = "projects/" + LONG + "/labelSchemas/" + LONG + "/versions/1";
    private static final int DATASETS = 50;
    private static final int MODELS = 2_000;
    private static final int DEPLOYMENTS = 10;

    private final Graph graph = new Graph();

    ReplySizeTest() {
        put(SCHEMA, LineageKind.LINEAGE_KIND_LABEL_SCHEMA_VERSION, List.of());
        for (int dataset = 1; dataset <= DATASETS; dataset++) {
            put(
                    version("datasets", dataset),
                    LineageKind.LINEAGE_KIND_DATASET_VERSION,
                    List.of(edge(Relation.RELATION_LABEL_SCHEMA, SCHEMA)));
        }
        List<Edge> training = IntStream.rangeClosed(1, DATASETS)
                .mapToObj(dataset -> edge(Relation.RELATION_TRAINING, version("datasets", dataset)))
                .toList();
        for (int model = 1; model <= MODELS; model++) {
            put(version("models", model), LineageKind.LINEAGE_KIND_MODEL_VERSION, training);
            for (int deployment = 1; deployment <= DEPLOYMENTS; deployment++) {
                put(
                        "projects/" + LONG + "/models/" + LONG + "/environments/" + LONG + "/deployments/" + model
                                + deployment,
                        LineageKind.LINEAGE_KIND_DEPLOYMENT,
                        List.of(edge(Relation.RELATION_DEPLOYS, version("models", model))));
            }
        }
    }

    @Test
    void aGraphThatNoClientWouldTakeIsCutAndSaysSo() throws Exception {
        LineageQuery everything = LineageQuery.newBuilder()
                .setMaxNodes(10_000)
                .addRelations(Relation.RELATION_LABEL_SCHEMA)
                .addRelations(Relation.RELATION_TRAINING)
                .build();

        LineageGraph answer = new Surroundings(graph, graph.find(SCHEMA).orElseThrow(), everything)
                .find(Direction.DOWNSTREAM)
                .build();

        assertThat(answer.getNodesCount()).isEqualTo(1 + DATASETS + MODELS);
        assertThat(answer.getTruncated()).isTrue();
        assertThat(answer.getSerializedSize()).isLessThan(WHAT_A_CLIENT_TAKES);
    }

    @Test
    void anImpactThatNoClientWouldTakeIsCutAndSaysSo() throws Exception {
        GetImpactRequest everything =
                GetImpactRequest.newBuilder().setMaxModels(10_000).build();

        Impact answer = new Contamination(graph, everything)
                .from(graph.find(SCHEMA).orElseThrow())
                .build();

        assertThat(answer.getModelsCount()).isBetween(100, MODELS - 1);
        assertThat(answer.getTruncated()).isTrue();
        assertThat(answer.getSerializedSize()).isLessThan(WHAT_A_CLIENT_TAKES);
    }

    private void put(String name, LineageKind kind, List<Edge> edges) {
        graph.put(name, 1, Node.newBuilder().setKind(kind).addAllEdges(edges).build());
    }

    private static Edge edge(Relation relation, String to) {
        return Edge.newBuilder().setRelation(relation).setTo(to).build();
    }

    private static String version(String collection, int number) {
        return "projects/" + LONG + "/" + collection + "/" + LONG + "/versions/" + number;
    }
}
