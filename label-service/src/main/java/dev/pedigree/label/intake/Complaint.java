package dev.pedigree.label.intake;

import static dev.pedigree.v1.LabelFaultKind.LABEL_FAULT_KIND_FILE_TOO_LARGE;
import static dev.pedigree.v1.LabelFaultKind.LABEL_FAULT_KIND_FILE_UNREADABLE;

import dev.pedigree.v1.LabelFaultKind;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What the engine says against a file, in words for whoever wrote the file: without hints to whoever asked the engine,
/// and without where files lie here.
final class Complaint {
    private static final Pattern CSV_LINE = Pattern.compile("^Invalid Input Error: CSV Error on Line: (\\d+)");
    private static final Pattern ABOUT_THE_FILE =
            Pattern.compile("^(Invalid Input|IO|Not implemented|Conversion|Serialization) Error: (.*)");

    private static final List<Rule> RULES = List.of(
            new Rule(
                    LABEL_FAULT_KIND_FILE_TOO_LARGE,
                    "^Out of Memory",
                    _ -> "reading it takes more memory than is given to one file"),
            new Rule(
                    LABEL_FAULT_KIND_FILE_TOO_LARGE,
                    "\"maximum_object_size\" of (\\d+) bytes exceeded",
                    found -> "an object is longer than %s bytes".formatted(found.group(1))),
            new Rule(
                    LABEL_FAULT_KIND_FILE_UNREADABLE,
                    "Malformed JSON in file .*, at byte (\\d+) in line (\\d+): ([^.\n]*)",
                    found -> "object %d is no JSON, at byte %s: %s"
                            .formatted(Long.parseLong(found.group(2)) - 1, found.group(1), found.group(3))),
            new Rule(
                    LABEL_FAULT_KIND_FILE_UNREADABLE,
                    "CSV Parser state machine",
                    _ -> "its lines end in different ways, or one is no CSV"));

    private static final List<Rule> CSV_RULES = List.of(
            new Rule(
                    LABEL_FAULT_KIND_FILE_TOO_LARGE,
                    "Maximum line size of (\\d+) bytes",
                    found -> " is longer than %s bytes".formatted(found.group(1))),
            new Rule(
                    LABEL_FAULT_KIND_FILE_UNREADABLE,
                    "Expected Number of Columns: (\\d+) Found: (\\d+)",
                    found -> " has %s fields, the header %s".formatted(found.group(2), found.group(1))),
            new Rule(
                    LABEL_FAULT_KIND_FILE_UNREADABLE,
                    "unterminated quote",
                    _ -> ": a quoted field does not end where it should"),
            new Rule(LABEL_FAULT_KIND_FILE_UNREADABLE, "not utf-8 encoded", _ -> " is not UTF-8"),
            new Rule(LABEL_FAULT_KIND_FILE_UNREADABLE, "", _ -> " is no CSV"));

    private Complaint() {}

    private record Rule(LabelFaultKind kind, Pattern said, Function<MatchResult, String> words) {
        Rule(LabelFaultKind kind, String said, Function<MatchResult, String> words) {
            this(kind, Pattern.compile(said), words);
        }
    }

    /// @throws IllegalStateException if it is the engine that is broken
    static Unreadable of(SQLException failure, Path file) {
        String said = String.valueOf(failure.getMessage());
        if (said.startsWith("INTERNAL") || said.startsWith("FATAL")) {
            throw new IllegalStateException(said.lines().findFirst().orElse(""));
        }
        Matcher line = CSV_LINE.matcher(said);
        Optional<Unreadable> known =
                line.find() ? find(CSV_RULES, said, "line " + line.group(1)) : find(RULES, said, "");
        return known.orElseGet(() -> new Unreadable(LABEL_FAULT_KIND_FILE_UNREADABLE, other(said, file)));
    }

    private static Optional<Unreadable> find(List<Rule> rules, String said, String where) {
        for (Rule rule : rules) {
            Matcher found = rule.said().matcher(said);
            if (found.find()) {
                return Optional.of(
                        new Unreadable(rule.kind(), where + rule.words().apply(found)));
            }
        }
        return Optional.empty();
    }

    private static String other(String said, Path file) {
        Matcher about = ABOUT_THE_FILE.matcher(said);
        String words = about.find() ? about.group(2).replace(file.toString(), "it") : "";
        return words.isEmpty() || words.contains(file.getParent().toString()) ? "it is damaged" : Quote.of(words);
    }
}
