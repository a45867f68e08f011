package dev.pedigree.chassis.db;

import dev.pedigree.chassis.fault.Cancelled;
import dev.pedigree.chassis.fault.Unavailable;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;

/// Repeats a transaction that lost against another one. Nothing else is ever repeated here.
final class Retries {
    private static final int MOST_ATTEMPTS = 5;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(5);

    private Retries() {}

    static <T> T run(Supplier<T> transaction) {
        for (int attempt = 1; ; attempt++) {
            try {
                return transaction.get();
            } catch (DatabaseFailure failure) {
                if (!SqlFailures.isWorthRepeating(failure)) {
                    throw failure;
                }
                if (attempt == MOST_ATTEMPTS) {
                    throw Unavailable.dependency("postgres").causedBy(failure);
                }
                pause(attempt);
            }
        }
    }

    /// Twice as long every time, and never the same for two that collided.
    private static void pause(int attempt) {
        long longest = FIRST_PAUSE.toMillis() << attempt;
        try {
            Thread.sleep(ThreadLocalRandom.current().nextLong(1, longest));
        } catch (InterruptedException _) {
            throw new Cancelled();
        }
    }
}
