package dev.pedigree.lineage.graph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pedigree.lineage.query.Surroundings;
import dev.pedigree.mesh.v1.Edge;
import dev.pedigree.mesh.v1.Node;
import dev.pedigree.v1.LineageGraph;
import dev.pedigree.v1.LineageKind;
import dev.pedigree.v1.LineageQuery;
import dev.pedigree.v1.Relation;
import java.time.Duration;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Prints what a million edges cost; asserts only that the answers are right.
class GraphScaleTest {
    private static final int DATASETS = 1_000;
    private static final int MODELS = 250_000;
    private static final int TRAINING_INPUTS = 3;
    private static final int REPEATS = 10;

    private final Random random = new Random(1);
    private final Graph graph = new Graph();

    @Test
    void aMillionEdgesAreBuiltAndWalked() throws Exception {
        long before = usedMegabytes();
        long begun = System.nanoTime();
        build();
        Duration building = since(begun);
        long after = usedMegabytes();
        print("build", "%,d nodes, %,d edges".formatted(graph.nodes(), graph.edges()), building);
        System.out.printf(Locale.ROOT, "  memory: %d MB%n", after - before);
        assertThat(graph.nodes()).isEqualTo(DATASETS + MODELS);

        ask("ancestry of the last model", model(MODELS - 1), Direction.UPSTREAM, 1_000);
        ask("descendants of a dataset, 1,000 shown", dataset(0), Direction.DOWNSTREAM, 1_000);
        ask("descendants of a dataset, 10,000 shown", dataset(0), Direction.DOWNSTREAM, 10_000);
        walkAll();
    }

    private void build() {
        for (int number = 0; number < DATASETS; number++) {
            graph.put(
                    dataset(number),
                    1,
                    Node.newBuilder()
                            .setKind(LineageKind.LINEAGE_KIND_DATASET_VERSION)
                            .build());
        }
        for (int number = 0; number < MODELS; number++) {
            Node.Builder node = Node.newBuilder().setKind(LineageKind.LINEAGE_KIND_MODEL_VERSION);
            for (int input = 0; input < TRAINING_INPUTS; input++) {
                int dataset = (random.nextInt(DATASETS / TRAINING_INPUTS) * TRAINING_INPUTS + input) % DATASETS;
                node.addEdges(edge(Relation.RELATION_TRAINING, dataset(dataset)));
            }
            if (number > 0) {
                node.addEdges(edge(Relation.RELATION_BASE_MODEL, model(random.nextInt(number))));
            }
            graph.put(model(number), 1, node.build());
        }
    }

    private void ask(String what, String name, Direction direction, int maxNodes) throws InterruptedException {
        LineageQuery query = LineageQuery.newBuilder().setMaxNodes(maxNodes).build();
        int start = graph.find(name).orElseThrow();
        LineageGraph answer = answer(start, direction, query);
        long begun = System.nanoTime();
        for (int again = 0; again < REPEATS; again++) {
            assertThat(answer(start, direction, query).getNodesCount()).isEqualTo(answer.getNodesCount());
        }
        print(
                what,
                "%,d nodes, %,d edges".formatted(answer.getNodesCount(), answer.getEdgesCount()),
                since(begun).dividedBy(REPEATS));
        assertThat(answer.getNodes(0).getName()).isEqualTo(name);
    }

    private LineageGraph answer(int start, Direction direction, LineageQuery query) throws InterruptedException {
        return new Surroundings(graph, start, query).find(direction).build();
    }

    private void walkAll() throws InterruptedException {
        int start = graph.find(dataset(0)).orElseThrow();
        int nodes = reachedFrom(start);
        long begun = System.nanoTime();
        for (int again = 0; again < REPEATS; again++) {
            reachedFrom(start);
        }
        print(
                "walk to everything downstream",
                "%,d nodes".formatted(nodes),
                since(begun).dividedBy(REPEATS));
    }

    private int reachedFrom(int start) throws InterruptedException {
        Walk walk = new Walk(graph, start, Direction.DOWNSTREAM, (_, facts) -> facts.known());
        int[] reached = {1};
        while (walk.advance()) {
            walk.forEachOfLevel(_ -> reached[0]++);
        }
        return reached[0];
    }

    private static Edge edge(Relation relation, String to) {
        return Edge.newBuilder().setRelation(relation).setTo(to).build();
    }

    private static String dataset(int number) {
        return "projects/vision/datasets/street-scenes-" + number % 100 + "/versions/" + (number / 100 + 1);
    }

    private static String model(int number) {
        return "projects/vision/models/detector-" + number % 500 + "/versions/" + (number / 500 + 1);
    }

    private static long usedMegabytes() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return (runtime.totalMemory() - runtime.freeMemory()) >> 20;
    }

    private static Duration since(long begun) {
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    private static void print(String what, String size, Duration time) {
        System.out.printf(Locale.ROOT, "  %s: %s in %.1f ms%n", what, size, time.toNanos() / 1e6);
    }
}
