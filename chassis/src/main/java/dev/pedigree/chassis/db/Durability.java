package dev.pedigree.chassis.db;

import dev.pedigree.chassis.settings.DatabaseSettings;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Refuses a Postgres that may forget what it has acknowledged: a registry on it would be a rumour.
final class Durability {
    private static final Logger LOGGER = LoggerFactory.getLogger(Durability.class);
    private static final List<String> REQUIRED = List.of("fsync", "full_page_writes", "synchronous_commit");
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(60);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private Durability() {}

    /// Waits for the server first: services may start in any order.
    static void require(DatabaseSettings settings) {
        try (Connection connection = await(settings)) {
            for (String setting : REQUIRED) {
                require(connection, setting);
            }
        } catch (SQLException failure) {
            throw new IllegalStateException("cannot speak to " + settings, failure);
        }
    }

    private static void require(Connection connection, String setting) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery("SHOW " + setting)) {
            answer.next();
            if (answer.getString(1).equals("off")) {
                throw new IllegalStateException(
                        "Postgres runs with " + setting + " off and may lose what it has acknowledged; turn it on");
            }
        }
    }

    private static Connection await(DatabaseSettings settings) throws SQLException {
        Instant end = Instant.now().plus(LONGEST_WAIT);
        while (true) {
            try {
                return DriverManager.getConnection(settings.url(), settings.user(), settings.password());
            } catch (SQLException failure) {
                if (!SqlFailures.isConnectionLost(failure) || Instant.now().isAfter(end)) {
                    throw failure;
                }
                LOGGER.info("waiting for {}", settings);
                sleep();
            }
        }
    }

    private static void sleep() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for Postgres");
        }
    }
}
