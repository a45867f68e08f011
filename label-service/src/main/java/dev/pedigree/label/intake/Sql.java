package dev.pedigree.label.intake;

import java.nio.file.Path;

/// Pieces of the engine's SQL. What is put in is either a path of ours or the name of a known column.
final class Sql {
    private Sql() {}

    static String literal(Path path) {
        return "'" + path.toString().replace("'", "''") + "'";
    }

    static String name(String column) {
        return "\"" + column + "\"";
    }

    /// A moment of any type as a timestamp of UTC; what lies beyond all times is none.
    static String utc(String moment) {
        return "case when isfinite(%s) then make_timestamp(epoch_us(%s)) end".formatted(moment, moment);
    }
}
