package dev.pedigree.chassis.host;

import java.time.Duration;

/// Does the same again and again on a thread of its own, until it is closed.
public final class Rounds implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Thread thread;

    private Rounds(Thread thread) {
        this.thread = thread;
    }

    /// What is done each time; answers how long to wait before the next. A failure is its own to deal with.
    @FunctionalInterface
    public interface Round {
        Duration run() throws InterruptedException;
    }

    public static Rounds start(String name, Round round) {
        return new Rounds(Thread.ofVirtual().name(name).start(() -> go(round)));
    }

    private static void go(Round round) {
        try {
            while (true) {
                Thread.sleep(round.run());
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt(); // closed
        }
    }

    /// Interrupts what is being done, and gives it time to end.
    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join(PATIENCE);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
