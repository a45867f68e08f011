package dev.pedigree.bench;

import dev.pedigree.bench.task.Usage;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/// One line of the report: the median of the runs, between which values they lay, how that compares with the floor
/// measured in the same run, and what each process took for it.
///
/// @param floor what the least that could do the same does; the ratio is value ÷ floor
/// @param usage for one run, by process
/// @param floorUsage the same for the floor
record Figure(
        String work,
        String name,
        String unit,
        Series series,
        Optional<Series> floor,
        Map<String, Usage> usage,
        Map<String, Usage> floorUsage) {
    private static final MathContext DIGITS = new MathContext(4);

    Figure(String work, String name, String unit, Series series, Optional<Series> floor) {
        this(work, name, unit, series, floor, Map.of(), Map.of());
    }

    String json() {
        String line =
                "{\"work\": \"%s\", \"figure\": \"%s\", \"value\": %s, \"unit\": \"%s\", \"min\": %s, \"max\": %s, \"runs\": %d"
                        .formatted(
                                work,
                                name,
                                number(series.median()),
                                unit,
                                number(series.least()),
                                number(series.greatest()),
                                series.runs());
        return line + floor.map(this::compared).orElse("") + taken("", usage) + taken("floor_", floorUsage) + "}";
    }

    private String compared(Series against) {
        return ", \"floor\": %s, \"ratio\": %s"
                .formatted(number(against.median()), number(series.median() / against.median()));
    }

    private static String taken(String prefix, Map<String, Usage> usage) {
        return usage.isEmpty()
                ? ""
                : ", \"%scpu_s\": {%s}, \"%speak_mib\": {%s}"
                        .formatted(
                                prefix, fields(usage, Usage::cpuSeconds), prefix, fields(usage, Usage::peakMebibytes));
    }

    private static String fields(Map<String, Usage> usage, ToDoubleFunction<Usage> quantity) {
        return usage.entrySet().stream()
                .map(process ->
                        "\"%s\": %s".formatted(process.getKey(), number(quantity.applyAsDouble(process.getValue()))))
                .collect(Collectors.joining(", "));
    }

    /// Four significant digits: more would claim a precision that no run has.
    private static String number(double value) {
        return new BigDecimal(value).round(DIGITS).toPlainString();
    }
}
