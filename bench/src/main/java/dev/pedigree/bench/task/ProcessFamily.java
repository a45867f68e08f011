package dev.pedigree.bench.task;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// A process and its children, such as Postgres: the time of all of them, and the largest of their resident sets, since
/// they share most of it.
public record ProcessFamily(OneProcess eldest) implements Watched {
    @FunctionalInterface
    private interface Quantity {
        double of(OneProcess process) throws IOException;
    }

    @Override
    public void resetPeak() throws IOException {
        List<Double> _ = each(process -> {
            process.resetPeak();
            return 0;
        });
    }

    @Override
    public double cpuSeconds() throws IOException {
        double living = each(OneProcess::cpuSeconds).stream()
                .mapToDouble(Double::doubleValue)
                .sum();
        return living + eldest.endedCpuSeconds();
    }

    @Override
    public double peakMebibytes() throws IOException {
        return each(OneProcess::peakMebibytes).stream()
                .mapToDouble(Double::doubleValue)
                .max()
                .orElse(0);
    }

    private List<Double> each(Quantity quantity) throws IOException {
        Stream<ProcessHandle> children = ProcessHandle.of(eldest.pid()).stream().flatMap(ProcessHandle::children);
        List<Double> values = new ArrayList<>();
        for (OneProcess process : Stream.concat(Stream.of(eldest), children.map(child -> new OneProcess(child.pid())))
                .toList()) {
            try {
                values.add(quantity.of(process));
            } catch (NoSuchFileException _) {
                // its time counts as its parent's from now on
            }
        }
        return values;
    }
}
