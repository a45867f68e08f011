package dev.pedigree.label.intake;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// How long the texts of a row may be.
final class Texts {
    private static final Map<String, Integer> MOST_BYTES = Map.ofEntries(
            Map.entry("sample", 1_024),
            Map.entry("object", 1_024),
            Map.entry("annotator", 300),
            Map.entry("class", 100),
            Map.entry("original", 100),
            Map.entry("corrected", 100),
            Map.entry("attributes", 64 << 10),
            Map.entry("geometry", 1 << 20),
            Map.entry("source", 100),
            Map.entry("model", 300),
            Map.entry("path", 1_024),
            Map.entry("corrector", 200),
            Map.entry("reason", 2_000));

    /// The bytes of all texts in a row as it is converted.
    static final String LENGTH = Stream.of(
                    "sample",
                    "object",
                    "annotator",
                    "class",
                    "original",
                    "attributes",
                    "geometry",
                    "source",
                    "model",
                    "path",
                    "corrector",
                    "reason")
            .map("coalesce(strlen(%s), 0)"::formatted)
            .collect(Collectors.joining(" + "));

    private Texts() {}

    static boolean isText(String column) {
        return MOST_BYTES.containsKey(column);
    }

    static int mostBytes(String column) {
        return MOST_BYTES.get(column);
    }

    /// Of a row with these columns.
    static long mostBytes(List<String> columns) {
        return columns.stream()
                .filter(Texts::isText)
                .mapToLong(Texts::mostBytes)
                .sum();
    }
}
