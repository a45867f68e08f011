package dev.pedigree.registry.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Does something many times at once.
public final class Parallel {
    private Parallel() {}

    /// What one of the many does; may throw.
    @FunctionalInterface
    public interface Work<T> {
        T run(int index) throws Exception;
    }

    /// All begin together; returns when all are done.
    public static <T> List<T> times(int count, Work<T> work) throws Exception {
        CyclicBarrier start = new CyclicBarrier(count);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<T>> running = new ArrayList<>();
            for (int index = 0; index < count; index++) {
                int number = index;
                running.add(threads.submit(() -> {
                    start.await();
                    return work.run(number);
                }));
            }
            List<T> results = new ArrayList<>();
            for (Future<T> one : running) {
                results.add(one.get());
            }
            return results;
        }
    }
}
