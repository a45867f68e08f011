package dev.pedigree.bench.artifacts;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/// Does numbered things, several at once, and fails if one of them fails.
final class Concurrently {
    @FunctionalInterface
    interface Step {
        void run(int index) throws Exception;
    }

    private Concurrently() {}

    static void run(int workers, int count, Step step) throws InterruptedException {
        run(Thread.ofVirtual().factory(), workers, count, step);
    }

    /// The same on threads of the system, for steps that hardly ever wait: as virtual ones they would keep all others
    /// from running.
    static void compute(int workers, int count, Step step) throws InterruptedException {
        run(Thread.ofPlatform().factory(), workers, count, step);
    }

    private static void run(ThreadFactory made, int workers, int count, Step step) throws InterruptedException {
        AtomicInteger next = new AtomicInteger();
        List<Future<?>> running = new ArrayList<>();
        try (ExecutorService threads = Executors.newThreadPerTaskExecutor(made)) {
            for (int worker = 0; worker < workers; worker++) {
                running.add(threads.submit(() -> {
                    for (int index = next.getAndIncrement(); index < count; index = next.getAndIncrement()) {
                        step.run(index);
                    }
                    return index(count);
                }));
            }
            for (Future<?> one : running) {
                join(one);
            }
        }
    }

    private static Integer index(int count) {
        return count;
    }

    private static void join(Future<?> one) throws InterruptedException {
        try {
            Object _ = one.get();
        } catch (ExecutionException failure) {
            throw new IllegalStateException("a step failed", failure.getCause());
        }
    }
}
