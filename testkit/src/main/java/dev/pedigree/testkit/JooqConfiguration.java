package dev.pedigree.testkit;

import java.nio.file.Path;
import org.jooq.meta.jaxb.Configuration;
import org.jooq.meta.jaxb.ForcedType;
import org.jooq.meta.jaxb.Generate;
import org.jooq.meta.jaxb.Generator;
import org.jooq.meta.jaxb.Jdbc;
import org.jooq.meta.jaxb.Logging;
import org.jooq.meta.jaxb.Target;

/// What is generated: tables, keys and records; times as `Instant`, transaction numbers as `Long`.
final class JooqConfiguration {

    static Configuration of(Database database, String schema, String packageName, Path output) {
        return new Configuration()
                .withLogging(Logging.WARN)
                .withJdbc(new Jdbc()
                        .withUrl(database.jdbcUrl())
                        .withUser(Database.OWNER)
                        .withPassword(database.ownerPassword()))
                .withGenerator(new Generator()
                        .withDatabase(tablesOf(schema))
                        .withGenerate(withoutNoise())
                        .withTarget(new Target().withPackageName(packageName).withDirectory(output.toString())));
    }

    private static org.jooq.meta.jaxb.Database tablesOf(String schema) {
        return new org.jooq.meta.jaxb.Database()
                .withName("org.jooq.meta.postgres.PostgresDatabase")
                .withInputSchema(schema)
                .withExcludes("flyway_schema_history")
                .withIncludeRoutines(false)
                .withForcedTypes(
                        new ForcedType()
                                .withName("INSTANT")
                                .withIncludeTypes("(?i:TIMESTAMP\\ WITH\\ TIME\\ ZONE|TIMESTAMPTZ)"),
                        new ForcedType()
                                .withUserType("java.lang.Long")
                                .withBinding("dev.pedigree.chassis.db.Xid8Binding")
                                .withIncludeTypes("(?i:XID8)"));
    }

    private static Generate withoutNoise() {
        return new Generate()
                .withComments(false)
                .withDaos(false)
                .withDeprecationOnUnknownTypes(false)
                .withFluentSetters(true)
                .withGeneratedAnnotation(false)
                .withPojos(false)
                .withRecords(true);
    }

    private JooqConfiguration() {}
}
