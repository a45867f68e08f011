package dev.pedigree.gateway.fact;

import io.grpc.Context;
import io.grpc.Deadline;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// How long a rollback waits for an answer that it can do without: two seconds, and never more than half of the
/// time it has.
final class Patience {
    private static final Duration LONGEST = Duration.ofSeconds(2);

    private final ScheduledExecutorService timer = timer();

    <T> Fork<T> ask(Supplier<T> question) {
        Deadline own = Deadline.after(LONGEST.toNanos(), TimeUnit.NANOSECONDS);
        Deadline deadline = Optional.ofNullable(Context.current().getDeadline())
                .map(callers -> Deadline.after(callers.timeRemaining(TimeUnit.NANOSECONDS) / 2, TimeUnit.NANOSECONDS))
                .map(own::minimum)
                .orElse(own);
        return Fork.ask(deadline, timer, question);
    }

    private static ScheduledExecutorService timer() {
        ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().name("patience").daemon().factory());
        timer.setRemoveOnCancelPolicy(true);
        return timer;
    }
}
