package dev.pedigree.artifact;

import static dev.pedigree.artifact.jooq.Tables.BLOB;
import static dev.pedigree.artifact.jooq.Tables.CONTAINER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pedigree.testkit.Database;
import dev.pedigree.testkit.PostgresExtension;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class MigrationTest {
    @RegisterExtension
    static final PostgresExtension POSTGRES = PostgresExtension.empty();

    @Test
    void blobsOfTheFirstSchemaKeepTheirPlace() throws Exception {
        migrate("1");
        asOwner("""
                insert into artifact.blob
                  (project_id, sha256, size, object_key, object_offset, object_length, leased_until)
                select 1, sha256(text::bytea), 7, 'projects/p/blobs/' || text, 0, 7, now()
                from unnest(array['a', 'b']) text""");

        migrate("latest");

        try (var database = ArtifactExtension.open(ArtifactExtension.settings(POSTGRES.database(), false))) {
            var rows = database.read(sql -> sql.select(CONTAINER.KEY, CONTAINER.SIZE, CONTAINER.KIND)
                    .from(BLOB)
                    .join(CONTAINER)
                    .on(CONTAINER.ID.eq(BLOB.CONTAINER_ID).and(CONTAINER.PROJECT_ID.eq(BLOB.PROJECT_ID)))
                    .where(BLOB.OBJECT_LENGTH.eq(7L).and(BLOB.ENCODING.eq((short) 0)))
                    .orderBy(CONTAINER.KEY)
                    .fetch());
            assertThat(rows.getValues(CONTAINER.KEY)).containsExactly("projects/p/blobs/a", "projects/p/blobs/b");
            assertThat(rows.getValues(CONTAINER.SIZE)).containsOnly(7L);
            assertThat(rows.getValues(CONTAINER.KIND)).containsOnly((short) 1);
        }
    }

    private static void migrate(String target) {
        Database database = POSTGRES.database();
        Flyway.configure()
                .dataSource(database.jdbcUrl(), Database.OWNER, database.ownerPassword())
                .schemas(Artifacts.SCHEMA)
                .locations("classpath:db/artifact")
                .placeholders(Map.of("service_role", Database.SERVICE))
                .target(target)
                .load()
                .migrate();
    }

    private static void asOwner(String sql) throws SQLException {
        try (Connection connection = POSTGRES.database().asOwner().getConnection();
                Statement statement = connection.createStatement()) {
            assertThat(statement.executeUpdate(sql)).isEqualTo(2);
        }
    }
}
