package dev.pedigree.label.intake;

import dev.pedigree.v1.LabelFaultKind;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Makes of a change file one with the columns that the engine works with. Runs in the process apart.
final class Converter {
    private static final int LONGEST_QUOTE = 300;

    private final Connection connection;

    Converter(Connection connection) {
        this.connection = connection;
    }

    Outcome convert(Task task) throws IOException {
        try {
            if (Files.size(task.input()) == 0) {
                throw new Unreadable(LabelFaultKind.LABEL_FAULT_KIND_FILE_EMPTY, "it has no bytes");
            }
            Source source = open(task);
            requireColumns(source, task.shape());
            return write(source, task);
        } catch (Unreadable unreadable) {
            return unreadable.outcome();
        } catch (SQLException failure) {
            return failed(failure);
        }
    }

    private Source open(Task task) throws IOException, SQLException, Unreadable {
        return switch (task.format()) {
            case PARQUET -> ParquetSource.open(connection, task.input());
            case CSV -> CsvSource.open(task.input());
            case JSON_LINES -> JsonSource.open(connection, task.input());
        };
    }

    private static void requireColumns(Source source, Shape shape) throws Unreadable {
        Set<String> seen = new HashSet<>();
        List<String> strange = source.columns().stream()
                .filter(column -> !shape.knows(column) || !seen.add(column))
                .limit(5)
                .toList();
        if (!strange.isEmpty()) {
            throw new Unreadable(
                    LabelFaultKind.LABEL_FAULT_KIND_COLUMN_UNKNOWN,
                    "of its %d columns, these are not known, or come twice: %s"
                            .formatted(source.columns().size(), quote(strange)));
        }
        List<String> missing = new ArrayList<>(shape.required());
        missing.removeAll(source.columns());
        if (!missing.isEmpty()) {
            throw new Unreadable(LabelFaultKind.LABEL_FAULT_KIND_COLUMN_MISSING, "it has no " + quote(missing));
        }
        if (source instanceof ParquetSource parquet && !parquet.mistyped().isEmpty()) {
            throw new Unreadable(LabelFaultKind.LABEL_FAULT_KIND_COLUMN_TYPE, quote(parquet.mistyped()));
        }
    }

    private static String quote(List<String> names) {
        String list = String.join(", ", names);
        return list.length() <= LONGEST_QUOTE ? list : list.substring(0, LONGEST_QUOTE) + "...";
    }

    private Outcome write(Source source, Task task) throws SQLException, Unreadable {
        long rows;
        try (Statement statement = connection.createStatement()) {
            statement.execute("copy (select * from (%s) limit %d) to %s (format parquet, compression lz4_raw)"
                    .formatted(Projection.of(source, task.shape()), task.mostRows() + 1, Sql.literal(task.output())));
            try (ResultSet count =
                    statement.executeQuery("select count(*) from read_parquet(" + Sql.literal(task.output()) + ")")) {
                count.next();
                rows = count.getLong(1);
            }
        }
        if (rows == 0) {
            throw new Unreadable(LabelFaultKind.LABEL_FAULT_KIND_FILE_EMPTY, "it has no rows");
        }
        if (rows > task.mostRows()) {
            throw new Unreadable(
                    LabelFaultKind.LABEL_FAULT_KIND_FILE_TOO_LARGE,
                    "it has more than %d rows: make several changes of it".formatted(task.mostRows()));
        }
        return new Outcome.Converted(rows);
    }

    private static Outcome failed(SQLException failure) {
        String message = failure.getMessage().lines().findFirst().orElse("");
        boolean large = message.startsWith("Out of Memory");
        return new Outcome.Unfit(
                large
                        ? LabelFaultKind.LABEL_FAULT_KIND_FILE_TOO_LARGE
                        : LabelFaultKind.LABEL_FAULT_KIND_FILE_UNREADABLE,
                large
                        ? "reading it takes more memory than is given to one file"
                        : quote(List.of(withoutPaths(message))));
    }

    /// Where files lie on this machine is nobody's business.
    private static String withoutPaths(String message) {
        return message.replaceAll("[\"']?/[^\\s\"',:]+[\"']?", "it");
    }
}
