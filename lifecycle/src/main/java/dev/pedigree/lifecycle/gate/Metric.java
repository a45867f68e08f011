package dev.pedigree.lifecycle.gate;

/// What was measured: a metric over all of the data, or over a slice of it.
///
/// @param slice empty for all of the data
public record Metric(String name, String slice) {

    public static Metric overall(String name) {
        return new Metric(name, "");
    }

    @Override
    public String toString() {
        return slice.isEmpty() ? name : "%s on the slice %s".formatted(name, slice);
    }
}
