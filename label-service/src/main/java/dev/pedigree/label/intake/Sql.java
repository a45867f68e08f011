package dev.pedigree.label.intake;

import java.nio.file.Path;
import java.time.Year;
import java.util.concurrent.TimeUnit;

/// Pieces of the engine's SQL. What is put in is either a path of ours or the name of a known column.
final class Sql {
    private Sql() {}

    static String literal(Path path) {
        return "'" + path.toString().replace("'", "''") + "'";
    }

    static String name(String column) {
        return "\"" + column + "\"";
    }

    /// A moment of any type as a timestamp of UTC; what lies before the year 1 or after 9999 is none.
    static String utc(String moment) {
        return "case when isfinite(%1$s) and epoch_us(%1$s) between %2$d and %3$d then make_timestamp(epoch_us(%1$s)) end"
                .formatted(moment, micros(Year.of(1)), micros(Year.of(10_000)) - 1);
    }

    private static long micros(Year year) {
        return TimeUnit.DAYS.toMicros(year.atDay(1).toEpochDay());
    }
}
