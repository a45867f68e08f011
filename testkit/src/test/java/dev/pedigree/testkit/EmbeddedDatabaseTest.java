package dev.pedigree.testkit;

import dev.pedigree.chassis.settings.DatabaseSettings;
import java.util.Optional;
import org.junit.jupiter.api.extension.RegisterExtension;

final class EmbeddedDatabaseTest extends DatabaseContract {
    @RegisterExtension
    static final PostgresExtension POSTGRES = PostgresExtension.empty();

    @Override
    DatabaseSettings place() {
        Database database = POSTGRES.database();
        return DatabaseSettings.of(
                database.jdbcUrl(),
                Database.SERVICE,
                database.servicePassword(),
                Optional.of(new DatabaseSettings.Owner(Database.OWNER, database.ownerPassword())));
    }
}
