package dev.pedigree.label;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/// Parquet files as a client might write and read them.
final class Parquet {
    private Parquet() {}

    /// The file that the query gives.
    static byte[] write(String query) {
        return write(query, ByteString.EMPTY);
    }

    /// The same, of a query over the table `given`.
    static byte[] write(String query, ByteString given) {
        return with(given, (statement, folder) -> {
            Path file = folder.resolve("written.parquet");
            statement.execute("copy (" + query + ") to '" + file + "' (format parquet, compression zstd)");
            return Files.readAllBytes(file);
        });
    }

    /// An expression over every row, sorted.
    static List<String> rows(ByteString file, String expression) {
        return with(file, (statement, _) -> {
            List<String> rows = new ArrayList<>();
            try (ResultSet found = statement.executeQuery("select " + expression + " from given order by 1")) {
                while (found.next()) {
                    rows.add(found.getString(1));
                }
            }
            return rows;
        });
    }

    /// The names of its columns, in their order.
    static List<String> columns(ByteString file) {
        return with(file, (statement, _) -> {
            List<String> columns = new ArrayList<>();
            try (ResultSet found = statement.executeQuery("describe given")) {
                while (found.next()) {
                    columns.add(found.getString(1));
                }
            }
            return columns;
        });
    }

    @FunctionalInterface
    private interface Work<T> {
        T run(Statement statement, Path folder) throws SQLException, IOException;
    }

    private static <T> T with(ByteString given, Work<T> work) {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            Path folder = Files.createTempDirectory("parquet-");
            if (!given.isEmpty()) {
                Path file = folder.resolve("given.parquet");
                Files.write(file, given.toByteArray());
                statement.execute("create view given as select * from read_parquet('" + file + "')");
            }
            return work.run(statement, folder);
        } catch (SQLException | IOException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
