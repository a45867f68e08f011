package dev.pedigree.lineage.tail;

import static dev.pedigree.lineage.Sketch.dataset;
import static dev.pedigree.lineage.Sketch.datasetName;
import static dev.pedigree.lineage.Sketch.deployment;
import static dev.pedigree.lineage.Sketch.model;
import static dev.pedigree.lineage.Sketch.modelName;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pedigree.lineage.Refusals;
import dev.pedigree.lineage.Rig;
import dev.pedigree.lineage.Sketch;
import dev.pedigree.v1.ErrorReason;
import dev.pedigree.v1.GetDescendantsRequest;
import dev.pedigree.v1.LineageGraph;
import dev.pedigree.v1.LineageNode;
import dev.pedigree.v1.LineageQuery;
import dev.pedigree.v1.Version.State;
import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReplicaTest {
    private final Rig rig = new Rig();

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void theHighestRevisionOfASubjectWinsWhateverComesLast() {
        String token = rig.registry()
                .write(
                        dataset(1).revision(3).state(State.STATE_RETIRED),
                        dataset(1).revision(2).state(State.STATE_DEPRECATED),
                        dataset(1).revision(1));

        assertThat(descendants(token).getNodes(0).getState()).isEqualTo(State.STATE_RETIRED);
    }

    @Test
    void duplicatesAndAnotherOrderGiveTheSameAnswer() throws Exception {
        Sketch[] changes = {
            dataset(1),
            dataset(2).source(1),
            model(1).training(1).training(2),
            model(2).base(1).training(1),
            deployment(1, 1),
            deployment(1, 1).revision(2).ended(2),
            deployment(2, 2).replaces(1)
        };
        LineageGraph inOrder = descendants(rig.registry().write(changes));

        for (int seed = 0; seed < 5; seed++) {
            List<Sketch> shuffled = Arrays.asList(changes.clone());
            Collections.shuffle(shuffled, new Random(seed));
            rig.registry().restore(shuffled.toArray(Sketch[]::new));
            LineageGraph again = eventually(rig.registry().write(changes[seed], changes[seed + 1]));

            assertThat(again.getNodesList()).isEqualTo(inOrder.getNodesList());
            assertThat(again.getEdgesList()).isEqualTo(inOrder.getEdgesList());
        }
    }

    @Test
    void aFeedThatBreaksInTheMiddleIsTakenUpWhereItWas() {
        rig.registry().holdAfter(4);
        rig.registry().write(models(10));
        rig.registry().breakFeed();
        rig.registry().release();
        rig.registry().breakFeed();

        assertThat(names(descendants(rig.registry().write(model(11).training(1)))))
                .hasSize(12);
    }

    @Test
    void aRegistryThatIsAwayIsMissedUntilItComesBack() throws Exception {
        descendants(rig.registry().write(dataset(1)));
        rig.registry().stop();
        assertThat(names(descendants(""))).as("stale answers go on").containsExactly(datasetName(1));
        String token = rig.registry().write(model(1).training(1));
        Refusals.assertRefused(Code.UNAVAILABLE, ErrorReason.ERROR_REASON_NOT_FRESH_YET, () -> descendants(token));

        rig.registry().start();

        assertThat(names(eventually(token))).containsExactly(datasetName(1), modelName(1));
    }

    @Test
    void aFeedThatSaysNothingIsConnectedAnew() throws Exception {
        descendants(rig.registry().write(dataset(1)));
        int before = rig.registry().streams();

        rig.registry().holdAfter(0);

        for (int look = 0; look < 500 && rig.registry().streams() == before; look++) {
            Thread.sleep(10);
        }
        assertThat(rig.registry().streams()).isGreaterThan(before);
    }

    @Test
    void aRestoredRegistryIsReadFromTheBeginningAndTheOldGraphIsForgotten() throws Exception {
        String old = rig.registry().write(models(10));
        assertThat(names(descendants(old))).hasSize(11);

        rig.registry().restore(dataset(1), model(1).training(1));
        String restored = rig.registry().token();

        assertThat(names(eventually(restored))).containsExactly(datasetName(1), modelName(1));
        Refusals.assertRefused(Code.INVALID_ARGUMENT, ErrorReason.ERROR_REASON_TOKEN_INVALID, () -> descendants(old));
    }

    @Test
    void metricsTellTheSizeOfTheGraphAndHowFarItIsBehind() {
        descendants(rig.registry().write(dataset(1).source(99), model(1).training(1)));

        assertThat(rig.meter("pedigree.lineage.nodes")).isEqualTo(2);
        assertThat(rig.meter("pedigree.lineage.placeholders")).isEqualTo(1);
        assertThat(rig.meter("pedigree.lineage.edges")).isEqualTo(2);
        assertThat(rig.meter("pedigree.lineage.feed.silence")).isBetween(0.0, 5.0);
        assertThat(rig.meter("pedigree.lineage.horizon.age")).isBetween(0.0, 5.0);
        assertThat(rig.meter("pedigree.lineage.feed.lag")).isBetween(0.0, 5.0);
    }

    private static Sketch[] models(int number) {
        return IntStream.rangeClosed(0, number)
                .mapToObj(each -> each == 0 ? dataset(1) : model(each).training(1))
                .toArray(Sketch[]::new);
    }

    private LineageGraph eventually(String token) throws InterruptedException {
        for (int attempt = 0; attempt < 20; attempt++) {
            try {
                return descendants(token);
            } catch (StatusRuntimeException _) {
                Thread.sleep(100);
            }
        }
        return descendants(token);
    }

    private LineageGraph descendants(String token) {
        return rig.lineage()
                .getDescendants(GetDescendantsRequest.newBuilder()
                        .setName(datasetName(1))
                        .setQuery(LineageQuery.newBuilder().setAtLeastAsFresh(token))
                        .build());
    }

    private static List<String> names(LineageGraph graph) {
        return graph.getNodesList().stream().map(LineageNode::getName).toList();
    }
}
