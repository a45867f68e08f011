package dev.pedigree.lineage.tail;

import dev.pedigree.chassis.fault.Unavailable;
import dev.pedigree.chassis.feed.ConsistencyToken;
import dev.pedigree.v1.ErrorReason;
import io.grpc.Context;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// Gives a query a view that is as fresh as it asks for, or refuses: it never answers with less.
public final class Freshness {
    private static final Duration COME_BACK = Duration.ofSeconds(1);
    /// Kept back from the deadline of the call, to refuse in good order.
    private static final Duration RESERVE = Duration.ofMillis(100);

    private final Replica replica;
    private final Duration patience;

    /// `patience` bounds the wait of one query.
    public Freshness(Replica replica, Duration patience) {
        this.replica = replica;
        this.patience = patience;
    }

    /// Without a token, whatever is there. Errors: TOKEN_INVALID, NOT_FRESH_YET.
    public View view(String atLeastAsFresh) throws InterruptedException {
        if (atLeastAsFresh.isEmpty()) {
            return replica.view().orElseThrow(Freshness::notFreshYet);
        }
        ConsistencyToken token = ConsistencyToken.parse(atLeastAsFresh);
        return replica.await(view -> reaches(view, token), timeLeft()).orElseThrow(Freshness::notFreshYet);
    }

    /// While the feed is lost a token of another epoch may be of the registry as it comes back, restored: wait and see.
    private boolean reaches(View view, ConsistencyToken token) {
        boolean stranger = !view.horizon().epoch().equals(token.epoch());
        return !(stranger && !replica.standing().connected()) && view.horizon().covers(token);
    }

    private long timeLeft() {
        return Optional.ofNullable(Context.current().getDeadline())
                .map(deadline -> deadline.timeRemaining(TimeUnit.NANOSECONDS) - RESERVE.toNanos())
                .map(left -> Math.min(left, patience.toNanos()))
                .orElse(patience.toNanos());
    }

    private static Unavailable notFreshYet() {
        return new Unavailable(
                ErrorReason.ERROR_REASON_NOT_FRESH_YET,
                "lineage has not caught up with what the answer must know",
                COME_BACK,
                Map.of());
    }
}
