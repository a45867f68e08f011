package dev.pedigree.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import org.HdrHistogram.Histogram;

/// A number of clients, each of which makes its next call as soon as the last was answered.
///
/// @param clients makes the call that the client of a number repeats
public record Load(int count, IntFunction<Call> clients) {
    private static final int DIGITS = 3;

    /// One call, from before it is made until it was answered.
    @FunctionalInterface
    public interface Call {
        void make() throws Exception;
    }

    /// Runs all clients for the window. A call that fails fails the run: an error answered fast is no work done.
    public Sample run(Window window) throws InterruptedException {
        long begin = System.nanoTime() + window.warmUp().toNanos();
        long end = begin + window.length().toNanos();
        Histogram latencies = new Histogram(DIGITS);
        for (Histogram one : all(client -> measure(clients.apply(client), begin, end))) {
            latencies.add(one);
        }
        return Sample.of(latencies, window.length());
    }

    /// Lets every client make so many calls, unmeasured.
    public void repeat(int times) throws InterruptedException {
        all(client -> {
            Call call = clients.apply(client);
            for (int done = 0; done < times; done++) {
                call.make();
            }
            return done();
        });
    }

    private static Boolean done() {
        return Boolean.TRUE;
    }

    private static Histogram measure(Call call, long begin, long end) throws Exception {
        Histogram latencies = new Histogram(DIGITS);
        for (long start = System.nanoTime(); start < end; ) {
            call.make();
            long now = System.nanoTime();
            if (now >= begin && now < end) {
                latencies.recordValue(now - start);
            }
            start = now;
        }
        return latencies;
    }

    private <T> List<T> all(Client<T> work) throws InterruptedException {
        List<Future<T>> running = new ArrayList<>();
        List<T> results = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int client = 0; client < count; client++) {
                int number = client;
                running.add(threads.submit(() -> work.run(number)));
            }
            for (Future<T> one : running) {
                results.add(result(one));
            }
        }
        return results;
    }

    private static <T> T result(Future<T> one) throws InterruptedException {
        try {
            return one.get();
        } catch (ExecutionException failure) {
            throw new IllegalStateException("a call failed", failure.getCause());
        }
    }

    @FunctionalInterface
    private interface Client<T> {
        T run(int number) throws Exception;
    }
}
