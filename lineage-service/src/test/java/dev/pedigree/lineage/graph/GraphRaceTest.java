package dev.pedigree.lineage.graph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pedigree.mesh.v1.Edge;
import dev.pedigree.mesh.v1.Node;
import dev.pedigree.v1.LineageKind;
import dev.pedigree.v1.Relation;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class GraphRaceTest {
    private static final int NODES = 60_000;
    private static final int READERS = 3;

    private final Graph graph = new Graph();
    private final AtomicInteger written = new AtomicInteger(1);

    /// Node n points at n - 1 and at the root; so whoever reads while it grows must find, for every node that was
    /// written before it began, the whole chain behind it and the link to it from the root.
    @Test
    void whoeverReadsWhileTheGraphGrowsSeesAllThatWasWrittenBefore() throws Exception {
        graph.put(
                name(0),
                1,
                Node.newBuilder()
                        .setKind(LineageKind.LINEAGE_KIND_MODEL_VERSION)
                        .build());
        try (ExecutorService threads = Executors.newFixedThreadPool(READERS + 1)) {
            List<Future<?>> work = new ArrayList<>();
            work.add(threads.submit(this::write));
            for (int reader = 0; reader < READERS; reader++) {
                work.add(threads.submit(this::read));
            }
            for (Future<?> each : work) {
                finish(each);
            }
        }
        assertThat(graph.nodes()).isEqualTo(NODES);
        assertThat(graph.edges()).isEqualTo(2L * (NODES - 1));
    }

    private void write() {
        for (int number = 1; number < NODES; number++) {
            graph.put(
                    name(number),
                    1,
                    Node.newBuilder()
                            .setKind(LineageKind.LINEAGE_KIND_MODEL_VERSION)
                            .addEdges(edge(number - 1, Relation.RELATION_BASE_MODEL))
                            .addEdges(edge(0, Relation.RELATION_PARENT))
                            .build());
            written.set(number + 1);
        }
    }

    private Void read() throws InterruptedException {
        int seen = 0;
        while (seen < NODES) {
            seen = written.get();
            int newest = graph.find(name(seen - 1)).orElseThrow();
            assertThat(graph.facts(newest).known()).isTrue();
            assertThat(linksInto(graph.find(name(0)).orElseThrow())).isGreaterThanOrEqualTo(seen - 1);

            Walk walk = new Walk(graph, newest, Direction.UPSTREAM, (_, facts) -> facts.known());
            for (int hop = 1; hop <= Math.min(seen - 2, 50); hop++) {
                assertThat(walk.advance()).isTrue();
            }
        }
        return null;
    }

    private int linksInto(int node) {
        AtomicInteger known = new AtomicInteger();
        graph.forEachIn(node, link -> {
            if (Link.relation(link) == Relation.RELATION_PARENT_VALUE
                    && graph.facts(Link.node(link)).known()) {
                known.incrementAndGet();
            }
        });
        return known.get();
    }

    private static Edge edge(int to, Relation relation) {
        return Edge.newBuilder().setTo(name(to)).setRelation(relation).build();
    }

    private static String name(int number) {
        return "projects/p/models/m/versions/" + (number + 1);
    }

    private static void finish(Future<?> work) throws Exception {
        try {
            work.get();
        } catch (ExecutionException failure) {
            throw new AssertionError("a reader or the writer failed", failure.getCause());
        }
    }
}
