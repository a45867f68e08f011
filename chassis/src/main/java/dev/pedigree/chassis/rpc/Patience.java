package dev.pedigree.chassis.rpc;

import dev.pedigree.chassis.fault.Cancelled;
import dev.pedigree.chassis.fault.Fault;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/// How long a stream may stand still before its call is given up: a stalled peer must not hold a thread for ever.
record Patience(Duration limit) {
    static final Patience LIMIT = new Patience(Duration.ofMinutes(2));

    /// Waits on `monitor`, which the caller holds, until `condition` is true.
    @SuppressWarnings("WaitNotInLoop")
    void await(Object monitor, BooleanSupplier condition, Supplier<Fault> tooLong) {
        long end = System.nanoTime() + limit.toNanos();
        try {
            while (!condition.getAsBoolean()) {
                long left = end - System.nanoTime();
                if (left <= 0) {
                    throw tooLong.get();
                }
                monitor.wait(left / 1_000_000 + 1);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new Cancelled();
        }
    }
}
