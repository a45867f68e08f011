package dev.pedigree.label.intake;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Properties;

/// Engines that open no file outside one folder, take so much memory and disk, and cannot be told otherwise.
record Sandbox(Path folder, String memoryMib) {
    Connection open() throws SQLException {
        Connection connection = DriverManager.getConnection("jdbc:duckdb:", new Properties());
        try (Statement statement = connection.createStatement()) {
            for (String setting : settings()) {
                statement.execute("set " + setting);
            }
        }
        return connection;
    }

    private List<String> settings() {
        return List.of(
                "memory_limit = '" + memoryMib + "MiB'",
                "threads = 2",
                "TimeZone = 'UTC'",
                "temp_directory = " + Sql.literal(folder.resolve("spill")),
                "max_temp_directory_size = '4GiB'",
                // What a file says of its values (least, greatest, how many are missing) need not be true.
                "disabled_optimizers = 'statistics_propagation'",
                "autoinstall_known_extensions = false",
                "autoload_known_extensions = false",
                "allowed_directories = [" + Sql.literal(folder) + "]",
                "enable_external_access = false",
                "lock_configuration = true");
    }
}
