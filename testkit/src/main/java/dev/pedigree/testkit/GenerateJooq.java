package dev.pedigree.testkit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.flywaydb.core.Flyway;
import org.jooq.codegen.GenerationTool;

/// Generates jOOQ classes from the migrations of one schema, run on a real Postgres, so that the DDL stays plain
/// Postgres. Does nothing while neither the migrations nor the way of generating change.
///
/// Arguments: the folder of migrations, the schema, the package of the classes, the folder to write to.
public final class GenerateJooq {
    private static final String STAMP = "migrations.sha256";

    public static void main(String[] arguments) throws Exception {
        if (arguments.length != 4) {
            throw new IllegalArgumentException("expected: <migrations> <schema> <package> <output>");
        }
        generate(Path.of(arguments[0]), arguments[1], arguments[2], Path.of(arguments[3]));
    }

    private static void generate(Path migrations, String schema, String packageName, Path output) throws Exception {
        if (!Files.isDirectory(migrations)) {
            return;
        }
        String wanted = MigrationsDigest.of(migrations, schema, packageName);
        if (wanted.equals(stampOf(output))) {
            return;
        }
        Files.createDirectories(output);
        Files.deleteIfExists(output.resolve(STAMP));
        try (EmbeddedPostgres postgres = EmbeddedPostgres.temporary()) {
            migrate(postgres.database(), migrations, schema);
            GenerationTool.generate(JooqConfiguration.of(postgres.database(), schema, packageName, output));
        }
        Files.writeString(output.resolve(STAMP), wanted, StandardCharsets.UTF_8);
    }

    private static String stampOf(Path output) throws IOException {
        Path stamp = output.resolve(STAMP);
        return Files.exists(stamp) ? Files.readString(stamp, StandardCharsets.UTF_8) : "";
    }

    private static void migrate(Database database, Path migrations, String schema) {
        Flyway.configure()
                .dataSource(database.asOwner())
                .schemas(schema)
                .locations("filesystem:" + migrations.toAbsolutePath())
                .load()
                .migrate();
    }

    private GenerateJooq() {}
}
