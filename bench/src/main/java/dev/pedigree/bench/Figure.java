package dev.pedigree.bench;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Optional;

/// One line of the report: the median of the runs, between which values they lay, and how that compares with the floor
/// measured in the same run.
///
/// @param floor what the least that could do the same does; the ratio is value ÷ floor
record Figure(String work, String name, String unit, Series series, Optional<Series> floor) {
    private static final MathContext DIGITS = new MathContext(4);

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
        return line + floor.map(this::compared).orElse("") + "}";
    }

    private String compared(Series against) {
        return ", \"floor\": %s, \"ratio\": %s"
                .formatted(number(against.median()), number(series.median() / against.median()));
    }

    /// Four significant digits: more would claim a precision that no run has.
    private static String number(double value) {
        return new BigDecimal(value).round(DIGITS).toPlainString();
    }
}
