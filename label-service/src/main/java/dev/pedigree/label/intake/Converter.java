package dev.pedigree.label.intake;

import static dev.pedigree.v1.LabelFaultKind.LABEL_FAULT_KIND_COLUMN_MISSING;
import static dev.pedigree.v1.LabelFaultKind.LABEL_FAULT_KIND_COLUMN_TYPE;
import static dev.pedigree.v1.LabelFaultKind.LABEL_FAULT_KIND_COLUMN_UNKNOWN;
import static dev.pedigree.v1.LabelFaultKind.LABEL_FAULT_KIND_FILE_EMPTY;
import static dev.pedigree.v1.LabelFaultKind.LABEL_FAULT_KIND_FILE_TOO_LARGE;
import static dev.pedigree.v1.LabelFaultKind.LABEL_FAULT_KIND_FILE_UNREADABLE;

import java.io.IOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Makes of a change file one with the columns that the engine works with. Runs in the process apart.
final class Converter implements AutoCloseable {
    private final Connection connection;

    /// @param connection closed with it
    Converter(Connection connection) {
        this.connection = connection;
    }

    Outcome convert(Task task) throws IOException {
        try {
            if (Files.size(task.input()) == 0) {
                throw new Unreadable(LABEL_FAULT_KIND_FILE_EMPTY, "it has no bytes");
            }
            Source source = open(task);
            requireColumns(source, task.shape());
            return judge(write(source, task), source, task);
        } catch (Unreadable unreadable) {
            return unreadable.outcome();
        } catch (SQLException failure) {
            return Complaint.of(failure, task.input()).outcome();
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
                    LABEL_FAULT_KIND_COLUMN_UNKNOWN,
                    "of its %d columns, these are not known, or come twice: %s"
                            .formatted(source.columns().size(), Quote.of(strange)));
        }
        List<String> missing = new ArrayList<>(shape.required());
        missing.removeAll(source.columns());
        if (!missing.isEmpty()) {
            throw new Unreadable(LABEL_FAULT_KIND_COLUMN_MISSING, "it has no " + Quote.of(missing));
        }
        if (source instanceof ParquetSource parquet && !parquet.mistyped().isEmpty()) {
            throw new Unreadable(LABEL_FAULT_KIND_COLUMN_TYPE, Quote.of(parquet.mistyped()));
        }
    }

    /// @return how many rows
    private long write(Source source, Task task) throws SQLException, Unreadable {
        Optional<Source> careful = source.careful();
        if (careful.isEmpty()) {
            return copy(source, task);
        }
        try {
            return copy(source, task);
        } catch (SQLException | Unreadable _) {
            return copy(careful.get(), task);
        }
    }

    private long copy(Source source, Task task) throws SQLException, Unreadable {
        long most = task.mostRows() + 1;
        long rows;
        try (Statement statement = connection.createStatement()) {
            rows = statement.executeLargeUpdate(
                    "copy (select * from (%s) limit %d) to %s (format parquet, compression lz4_raw)"
                            .formatted(Projection.of(source, task.shape()), most, Sql.literal(task.output())));
        }
        if (source.rows().isPresent() && rows != Math.min(source.rows().getAsLong(), most)) {
            throw new Unreadable(
                    LABEL_FAULT_KIND_FILE_UNREADABLE,
                    "of its %d rows, %d could be read".formatted(source.rows().getAsLong(), rows));
        }
        return rows;
    }

    private Outcome judge(long rows, Source source, Task task) throws SQLException, Unreadable {
        if (rows == 0) {
            throw new Unreadable(LABEL_FAULT_KIND_FILE_EMPTY, "it has no rows");
        }
        if (rows > task.mostRows()) {
            throw new Unreadable(
                    LABEL_FAULT_KIND_FILE_TOO_LARGE,
                    "it has more than %d rows: make several changes of it".formatted(task.mostRows()));
        }
        if (rows > task.mostText() / Texts.mostBytes(source.columns()) && text(task) > task.mostText()) {
            throw new Unreadable(
                    LABEL_FAULT_KIND_FILE_TOO_LARGE,
                    "its values have more than %d bytes: make several changes of it".formatted(task.mostText()));
        }
        return new Outcome.Converted(rows);
    }

    /// The bytes of all values: a file may be small because it says the same often, and what is made of it is not.
    private long text(Task task) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet sum = statement.executeQuery("select sum(%s)::bigint from read_parquet(%s)"
                        .formatted(Texts.LENGTH, Sql.literal(task.output())))) {
            sum.next();
            return sum.getLong(1);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
