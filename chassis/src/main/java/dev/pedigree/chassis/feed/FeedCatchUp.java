package dev.pedigree.chassis.feed;

import dev.pedigree.chassis.call.RequestId;
import dev.pedigree.chassis.fault.Unavailable;
import dev.pedigree.chassis.upstream.Passage;
import dev.pedigree.chassis.upstream.Upstream;
import dev.pedigree.mesh.v1.RegistryReaderGrpc;
import dev.pedigree.mesh.v1.WatchChangesRequest;
import dev.pedigree.mesh.v1.WatchChangesResponse;
import io.grpc.Context;
import io.grpc.StatusException;
import io.grpc.stub.BlockingClientCall;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/// Reads the registry's feed until everything is known that was committed when the registry was asked.
///
/// The registry is asked anew, because what a `FeedTail` heard last may have been on its way for long; and it is read
/// until the horizon has passed what the first answer calls the frontier, because a transaction that is committed may
/// still lie beyond the horizon.
public final class FeedCatchUp {
    private static final Duration LONGEST = Duration.ofMinutes(10);

    private final Upstream registry;
    private final Duration silence;

    /// @param silence how long to wait for a message
    public FeedCatchUp(Upstream registry, Duration silence) {
        this.registry = registry;
        this.silence = silence;
    }

    /// Hands over what comes after `position`.
    ///
    /// @throws dev.pedigree.chassis.fault.Fault when the registry does not answer, or does not know the position
    public void run(String position, Consumer<WatchChangesResponse> taker) throws InterruptedException {
        Context.CancellableContext call = RequestId.random().in(Context.ROOT).withCancellation();
        Context before = call.attach();
        try (Passage passage = registry.enter()) {
            read(position, taker, passage);
        } finally {
            call.detach(before);
            call.cancel(null);
        }
    }

    private void read(String position, Consumer<WatchChangesResponse> taker, Passage passage)
            throws InterruptedException {
        BlockingClientCall<?, WatchChangesResponse> feed = RegistryReaderGrpc.newBlockingV2Stub(registry.channel())
                .watchChanges(
                        WatchChangesRequest.newBuilder().setAfter(position).build());
        try {
            WatchChangesResponse message = next(feed);
            taker.accept(message);
            ConsistencyToken goal = ConsistencyToken.parse(message.getFrontier());
            long end = System.nanoTime() + LONGEST.toNanos();
            while (!ConsistencyToken.parse(message.getHorizon()).covers(goal)) {
                if (System.nanoTime() > end) {
                    throw Unavailable.dependency("registry");
                }
                message = next(feed);
                taker.accept(message);
            }
            passage.succeeded();
        } catch (StatusException failure) {
            throw passage.failed(failure);
        } catch (TimeoutException failure) {
            throw Unavailable.dependency("registry").causedBy(failure);
        }
    }

    private WatchChangesResponse next(BlockingClientCall<?, WatchChangesResponse> feed)
            throws InterruptedException, StatusException, TimeoutException {
        WatchChangesResponse message = feed.read(silence.toMillis(), TimeUnit.MILLISECONDS);
        if (message == null) {
            throw Unavailable.dependency("registry");
        }
        return message;
    }
}
