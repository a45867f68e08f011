package dev.pedigree.chassis.upstream;

import dev.pedigree.chassis.fault.Expired;
import io.grpc.Context;
import io.grpc.Deadline;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// How long a call to another service may take.
final class TimeLeft {
    /// Kept back, to word an answer in when the other service is late.
    private static final Duration RESERVE = Duration.ofMillis(50);

    private TimeLeft() {}

    static Deadline within(Duration limit) {
        Deadline ours = Deadline.after(limit.toNanos(), TimeUnit.NANOSECONDS);
        Deadline deadline = Optional.ofNullable(Context.current().getDeadline())
                .map(callers -> callers.offset(-RESERVE.toNanos(), TimeUnit.NANOSECONDS))
                .map(ours::minimum)
                .orElse(ours);
        if (deadline.isExpired()) {
            throw new Expired();
        }
        return deadline;
    }
}
