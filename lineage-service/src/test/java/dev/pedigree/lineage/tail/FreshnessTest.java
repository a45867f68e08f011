package dev.pedigree.lineage.tail;

import static dev.pedigree.lineage.Sketch.dataset;
import static dev.pedigree.lineage.Sketch.datasetName;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pedigree.chassis.fault.Fault;
import dev.pedigree.chassis.fault.Unavailable;
import dev.pedigree.chassis.feed.ConsistencyToken;
import dev.pedigree.lineage.Refusals;
import dev.pedigree.lineage.Rig;
import dev.pedigree.lineage.ScriptedRegistry;
import dev.pedigree.v1.ErrorReason;
import dev.pedigree.v1.GetAncestryRequest;
import dev.pedigree.v1.LineageGraph;
import dev.pedigree.v1.LineageQuery;
import io.grpc.Status.Code;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FreshnessTest {
    private final Rig rig = new Rig();

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void aQueryWaitsUntilTheHorizonReachesItsToken() {
        ask(rig.registry().write(dataset(1)));
        rig.registry().holdAfter(1);
        String token = rig.registry().write(dataset(2));

        CompletableFuture<LineageGraph> waiting = CompletableFuture.supplyAsync(() -> ask(token));
        assertThat(waiting).isNotDone();
        rig.registry().release();

        assertThat(waiting).succeedsWithin(Duration.ofSeconds(60));
    }

    @Test
    void aQueryThatWouldBeAnsweredWithLessIsToldToComeBack() {
        ask(rig.registry().write(dataset(1)));
        rig.registry().holdAfter(1);
        String token = rig.registry().write(dataset(2));
        long begun = System.nanoTime();

        Unavailable fault = (Unavailable)
                Refusals.assertRefused(Code.UNAVAILABLE, ErrorReason.ERROR_REASON_NOT_FRESH_YET, () -> ask(token));

        assertThat(fault.retryAfter()).isPositive();
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThanOrEqualTo(Rig.FRESHNESS_WAIT);
    }

    @Test
    void theWaitEndsBeforeTheDeadlineOfTheCall() {
        ask(rig.registry().write(dataset(1)));
        rig.registry().holdAfter(1);
        String token = rig.registry().write(dataset(2));

        assertNotFresh(() -> rig.lineage()
                .withDeadlineAfter(Rig.FRESHNESS_WAIT.toMillis() - 50, TimeUnit.MILLISECONDS)
                .getAncestry(request(token)));
    }

    @Test
    void whoeverAsksForNothingGetsWhatIsThere() {
        String old = rig.registry().write(dataset(1));
        ask(old);
        rig.registry().holdAfter(1);
        rig.registry().write(dataset(2));

        assertThat(ask("").getConsistencyToken()).isEqualTo(old);
    }

    @Test
    void beforeTheFirstCatchUpNobodyIsAnswered() {
        ScriptedRegistry slow = new ScriptedRegistry();
        String token = slow.write(dataset(1), dataset(2), dataset(3), dataset(4));
        slow.holdAfter(3);
        try (Rig half = new Rig(slow)) {
            assertNotFresh(() -> half.lineage().getAncestry(request("")));
            assertNotFresh(() -> half.lineage().getAncestry(request(token)));

            slow.release();
            half.lineage().getAncestry(request(token));
            half.lineage().getAncestry(request(""));
        }
    }

    @Test
    void aDamagedTokenIsRefused() {
        Refusals.assertRefused(Code.INVALID_ARGUMENT, ErrorReason.ERROR_REASON_TOKEN_INVALID, () -> ask("no token"));
    }

    @Test
    void aTokenOfAnotherRegistryIsRefused() {
        ask(rig.registry().write(dataset(1)));
        String foreign = new ConsistencyToken(UUID.randomUUID(), 1, 0).toString();

        Refusals.assertRefused(Code.INVALID_ARGUMENT, ErrorReason.ERROR_REASON_TOKEN_INVALID, () -> ask(foreign));
    }

    private static Fault assertNotFresh(ThrowingCallable call) {
        return Refusals.assertRefused(Code.UNAVAILABLE, ErrorReason.ERROR_REASON_NOT_FRESH_YET, call);
    }

    private LineageGraph ask(String token) {
        return rig.lineage().getAncestry(request(token));
    }

    private static GetAncestryRequest request(String token) {
        return GetAncestryRequest.newBuilder()
                .setName(datasetName(1))
                .setQuery(LineageQuery.newBuilder().setAtLeastAsFresh(token))
                .build();
    }
}
