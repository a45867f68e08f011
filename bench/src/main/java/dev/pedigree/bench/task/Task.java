package dev.pedigree.bench.task;

/// A fixed piece of work that is done again and again. Only `run` is timed.
public interface Task {
    /// For progress, and for reading a profile.
    String name();

    /// How much one run does, in the unit of its figure.
    double amount();

    /// @param run a number that no run had before, for names nobody has used yet
    default void prepare(int run) throws Exception {}

    void run(int run) throws Exception;

    /// Takes away what the run left, so that it burdens no later one.
    default void clear(int run) throws Exception {}
}
