package dev.pedigree.chassis.feed;

import dev.pedigree.chassis.call.RequestId;
import dev.pedigree.chassis.fault.Fault;
import dev.pedigree.chassis.fault.Unavailable;
import dev.pedigree.chassis.upstream.Passage;
import dev.pedigree.chassis.upstream.Upstream;
import dev.pedigree.mesh.v1.RegistryReaderGrpc;
import dev.pedigree.mesh.v1.WatchChangesRequest;
import dev.pedigree.mesh.v1.WatchChangesResponse;
import dev.pedigree.v1.ErrorReason;
import io.grpc.Context;
import io.grpc.StatusException;
import io.grpc.stub.BlockingClientCall;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Follows the registry's feed for a `FeedFollower`, for as long as it is open, on a thread of its own.
///
/// When the feed breaks, or says nothing for longer than `silence`, it is taken up again where it was; when the
/// position means nothing to the registry any more, from the beginning.
public final class FeedTail implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(FeedTail.class);
    private static final String FROM_THE_BEGINNING = "";

    private final Upstream registry;
    private final FeedFollower follower;
    private final Duration silence;
    private final Backoff backoff = new Backoff();
    private final Thread thread;
    private String position;

    /// From the beginning, for a follower that keeps nothing.
    public FeedTail(Upstream registry, FeedFollower follower, Duration silence) {
        this(registry, follower, silence, FROM_THE_BEGINNING);
    }

    /// From after `position`, which the follower has kept together with what it made of the feed.
    public FeedTail(Upstream registry, FeedFollower follower, Duration silence, String position) {
        this.position = position;
        this.registry = registry;
        this.follower = follower;
        this.silence = silence;
        this.thread = Thread.ofVirtual().name("feed-tail").unstarted(this::run);
    }

    public void start() {
        thread.start();
    }

    private void run() {
        try {
            while (true) {
                follow();
                follower.lost();
                Thread.sleep(backoff.next());
            }
        } catch (InterruptedException _) {
            LOGGER.debug("the tail was closed");
        }
    }

    private void follow() throws InterruptedException {
        Context.CancellableContext call = RequestId.random().in(Context.ROOT).withCancellation();
        Context before = call.attach();
        try (Passage passage = registry.enter()) {
            read(passage);
        } catch (Fault fault) {
            recover(fault);
        } catch (RuntimeException failure) {
            LOGGER.error("the feed cannot be read; trying again", failure);
        } finally {
            call.detach(before);
            call.cancel(null);
        }
    }

    /// Only ever ends with an exception.
    private void read(Passage passage) throws InterruptedException {
        BlockingClientCall<?, WatchChangesResponse> feed = RegistryReaderGrpc.newBlockingV2Stub(registry.channel())
                .watchChanges(
                        WatchChangesRequest.newBuilder().setAfter(position).build());
        try {
            while (true) {
                take(next(feed));
                passage.succeeded();
                backoff.reset();
            }
        } catch (StatusException failure) {
            throw passage.failed(failure);
        } catch (TimeoutException _) {
            LOGGER.warn("the feed has said nothing for {}; connecting anew", silence);
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

    private void take(WatchChangesResponse message) {
        follower.take(message);
        position = message.getPosition();
    }

    private void recover(Fault fault) {
        if (fault.reason() == ErrorReason.ERROR_REASON_TOKEN_INVALID) {
            LOGGER.warn("the feed is no longer the one that was read: starting over");
            position = FROM_THE_BEGINNING;
            follower.startOver();
        } else {
            LOGGER.info("the feed broke, taking it up again: {} ({})", fault.getMessage(), why(fault));
        }
    }

    private static String why(Fault fault) {
        return Optional.ofNullable(fault.getCause()).map(Throwable::getMessage).orElse("not asked");
    }

    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join(Duration.ofSeconds(1));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
