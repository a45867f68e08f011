package dev.pedigree.lineage.graph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pedigree.mesh.v1.Edge;
import dev.pedigree.mesh.v1.Node;
import dev.pedigree.v1.LineageKind;
import dev.pedigree.v1.Version;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class GraphOrderTest {
    private static final int SUBJECTS = 12;
    private static final List<String> NAMES =
            IntStream.range(0, SUBJECTS).mapToObj(GraphOrderTest::name).toList();

    record Put(String name, long revision, Node node) {}

    @Property
    void theSameChangesGiveTheSameGraphInWhateverOrderAndHoweverOftenTheyCome(
            @ForAll("histories") List<Put> history, @ForAll Random random) {
        List<Put> shuffled = new ArrayList<>(history);
        shuffled.addAll(history.subList(0, history.size() / 2));
        Collections.shuffle(shuffled, random);

        assertThat(Portrait.of(graphOf(shuffled), NAMES)).isEqualTo(Portrait.of(graphOf(history), NAMES));
    }

    @Property
    void everyLinkIsThereFromBothEnds(@ForAll("histories") List<Put> history) {
        Graph graph = graphOf(history);
        Portrait portrait = Portrait.of(graph, NAMES);

        long out = portrait.likenesses().values().stream()
                .mapToLong(each -> each.out().size())
                .sum();
        long in = portrait.likenesses().values().stream()
                .mapToLong(each -> each.in().size())
                .sum();
        assertThat(out).isEqualTo(in).isEqualTo(graph.edges());
    }

    /// Per subject a few revisions, each with its own state and, against all custom, its own edges.
    @Provide
    Arbitrary<List<Put>> histories() {
        List<Arbitrary<List<Put>>> each =
                IntStream.range(0, SUBJECTS).mapToObj(GraphOrderTest::revisions).toList();
        return Combinators.combine(each)
                .as(lists -> lists.stream().flatMap(List::stream).toList());
    }

    private static Arbitrary<List<Put>> revisions(int subject) {
        return node(subject)
                .list()
                .ofMaxSize(3)
                .map(nodes -> IntStream.range(0, nodes.size())
                        .mapToObj(revision -> new Put(name(subject), revision + 1L, nodes.get(revision)))
                        .toList());
    }

    private static Arbitrary<Node> node(int subject) {
        Arbitrary<Edge> edge = Combinators.combine(
                        Arbitraries.integers().between(0, Math.max(0, subject - 1)),
                        Arbitraries.integers().between(1, 11))
                .as((to, relation) -> Edge.newBuilder()
                        .setTo(name(to))
                        .setRelationValue(relation)
                        .build());
        return Combinators.combine(
                        edge.list().ofMaxSize(4), Arbitraries.integers().between(1, 3))
                .as((edges, state) -> Node.newBuilder()
                        .setKind(LineageKind.LINEAGE_KIND_MODEL_VERSION)
                        .setState(Version.State.forNumber(state))
                        .addAllEdges(edges)
                        .build());
    }

    private static Graph graphOf(List<Put> puts) {
        Graph graph = new Graph();
        puts.forEach(put -> graph.put(put.name(), put.revision(), put.node()));
        return graph;
    }

    private static String name(int subject) {
        return "projects/p/models/m/versions/" + (subject + 1);
    }
}
