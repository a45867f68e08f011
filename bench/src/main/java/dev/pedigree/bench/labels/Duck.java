package dev.pedigree.bench.labels;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/// A bare DuckDB: it makes the files that are measured with, and is the floor. Two threads and 2 GB, as label-service.
final class Duck implements AutoCloseable {
    private final Connection connection;

    private Duck(Connection connection) {
        this.connection = connection;
    }

    static Duck open(Path folder) throws IOException, SQLException {
        Duck duck = new Duck(DriverManager.getConnection("jdbc:duckdb:"));
        duck.execute("set memory_limit = '1536MiB'");
        duck.execute("set threads = 2");
        duck.execute("set preserve_insertion_order = false");
        duck.execute("set temp_directory = " + literal(Files.createDirectories(folder.resolve("spill"))));
        return duck;
    }

    static String literal(Path path) {
        return "'" + path.toString().replace("'", "''") + "'";
    }

    void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    long number(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    String text(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
