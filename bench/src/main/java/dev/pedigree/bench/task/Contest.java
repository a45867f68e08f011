package dev.pedigree.bench.task;

import java.util.Optional;
import java.util.stream.Stream;

/// A figure: what is timed for it, and the least that could do the same.
public record Contest(String figure, String unit, Task ours, Optional<Task> floor) {
    public static Contest between(String figure, String unit, Task ours, Task floor) {
        return new Contest(figure, unit, ours, Optional.of(floor));
    }

    public static Contest alone(String figure, String unit, Task ours) {
        return new Contest(figure, unit, ours, Optional.empty());
    }

    public Stream<Task> tasks() {
        return Stream.concat(Stream.of(ours), floor.stream());
    }
}
