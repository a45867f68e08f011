package dev.pedigree.artifact;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// The same thing done by many at once.
final class Race {
    private Race() {}

    @FunctionalInterface
    interface Runner<T> {
        T run(int number) throws Exception;
    }

    /// What each of them got; the failure of any is the failure of all.
    static <T> List<T> run(int runners, Runner<T> runner) throws Exception {
        CountDownLatch start = new CountDownLatch(1);
        List<Future<T>> results = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int number = 0; number < runners; number++) {
                int mine = number;
                results.add(threads.submit(() -> {
                    start.await();
                    return runner.run(mine);
                }));
            }
            start.countDown();
        }
        List<T> all = new ArrayList<>();
        for (Future<T> result : results) {
            all.add(result.get());
        }
        return all;
    }

    static <T> List<T> shuffled(List<T> items) {
        List<T> shuffled = new ArrayList<>(items);
        Collections.shuffle(shuffled);
        return shuffled;
    }
}
