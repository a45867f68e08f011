package dev.pedigree.bench.task;

import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/// A figure: what is timed for it, and the least that could do the same.
///
/// @param quantity what of a timing the figure is
public record Contest(String figure, String unit, ToDoubleFunction<Timing> quantity, Task ours, Optional<Task> floor) {
    /// How much is done in a second.
    public static Contest between(String figure, String unit, Task ours, Task floor) {
        return new Contest(figure, unit, Timing::rate, ours, Optional.of(floor));
    }

    public static Contest alone(String figure, String unit, Task ours) {
        return new Contest(figure, unit, Timing::rate, ours, Optional.empty());
    }

    /// How many seconds it takes.
    public static Contest seconds(String figure, Task ours, Task floor) {
        return new Contest(figure, "s", Timing::seconds, ours, Optional.of(floor));
    }

    /// How many milliseconds it takes.
    public static Contest milliseconds(String figure, Task ours, Task floor) {
        return new Contest(figure, "ms", Timing::milliseconds, ours, Optional.of(floor));
    }

    public Stream<Task> tasks() {
        return Stream.concat(Stream.of(ours), floor.stream());
    }
}
