package dev.pedigree.artifact.blob;

import dev.pedigree.chassis.fault.Cancelled;
import io.grpc.Context;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;

/// Does the same to many things at once, for one call: as many virtual threads as wanted take from one queue. The
/// first failure stops the rest and is the failure of all.
public final class Parallel {
    private Parallel() {}

    public static <T> void forEach(int width, Collection<T> items, Consumer<T> work) {
        if (items.size() <= 1) {
            items.forEach(work);
            return;
        }
        Iterator<T> queue = items.iterator();
        AtomicBoolean failed = new AtomicBoolean();
        Callable<Void> worker = Context.current().wrap(() -> {
            for (Optional<T> item = next(queue); item.isPresent() && !failed.get(); item = next(queue)) {
                try {
                    work.accept(item.get());
                } catch (RuntimeException failure) {
                    failed.set(true);
                    throw failure;
                }
            }
            return null;
        });
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            threads.invokeAll(Collections.nCopies(Math.min(width, items.size()), worker))
                    .forEach(Parallel::await);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new Cancelled();
        }
    }

    /// What `work` makes of each of `items`, in their order. Each thread takes one run of them, so the work should be
    /// small and alike.
    public static <T, R> List<R> map(int width, List<T> items, Function<T, R> work) {
        int run = Math.max(1, Math.ceilDiv(items.size(), width));
        List<List<T>> runs = IntStream.iterate(0, start -> start < items.size(), start -> start + run)
                .mapToObj(start -> items.subList(start, Math.min(items.size(), start + run)))
                .toList();
        Map<List<T>, List<R>> results = Collections.synchronizedMap(new IdentityHashMap<>());
        forEach(width, runs, part -> results.put(part, part.stream().map(work).toList()));
        return runs.stream().flatMap(part -> results.get(part).stream()).toList();
    }

    private static <T> Optional<T> next(Iterator<T> queue) {
        synchronized (queue) {
            return queue.hasNext() ? Optional.of(queue.next()) : Optional.empty();
        }
    }

    /// Waits for what another thread does for this call; its failure is ours.
    public static <T> T await(Future<T> work) {
        try {
            return work.get();
        } catch (ExecutionException failure) {
            throw failure.getCause() instanceof RuntimeException unchecked
                    ? unchecked
                    : new IllegalStateException(failure.getCause());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new Cancelled();
        }
    }
}
