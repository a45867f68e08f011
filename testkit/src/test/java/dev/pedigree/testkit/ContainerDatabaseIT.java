package dev.pedigree.testkit;

import dev.pedigree.chassis.settings.DatabaseSettings;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.testcontainers.postgresql.PostgreSQLContainer;

@RequiresDocker
final class ContainerDatabaseIT extends DatabaseContract {
    private static final String PASSWORD = "of-this-container-only";
    private static final PostgreSQLContainer POSTGRES = new PostgreSQLContainer("postgres:18");

    @BeforeAll
    static void start() throws SQLException {
        POSTGRES.start();
        try (Connection superuser = DriverManager.getConnection(
                        POSTGRES.getJdbcUrl(), POSTGRES.getUsername(), POSTGRES.getPassword());
                Statement statement = superuser.createStatement()) {
            statement.execute(roles());
            statement.execute("GRANT CREATE ON DATABASE " + POSTGRES.getDatabaseName() + " TO " + Database.OWNER);
        }
    }

    @AfterAll
    static void stop() {
        POSTGRES.stop();
    }

    private static String roles() {
        try (InputStream script = ContainerDatabaseIT.class.getResourceAsStream("roles.sql")) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8)
                    .replace(":'owner_password'", "'" + PASSWORD + "'")
                    .replace(":'service_password'", "'" + PASSWORD + "'");
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    DatabaseSettings place() {
        return DatabaseSettings.of(
                POSTGRES.getJdbcUrl(),
                Database.SERVICE,
                PASSWORD,
                Optional.of(new DatabaseSettings.Owner(Database.OWNER, PASSWORD)));
    }
}
