package dev.pedigree.chassis.db;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.pedigree.chassis.settings.DatabaseSettings;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.jooq.Configuration;
import org.jooq.SQLDialect;
import org.jooq.conf.Settings;
import org.jooq.impl.DefaultConfiguration;
import org.jooq.impl.DefaultExecuteListenerProvider;

/// The way to an open database: wait for it, distrust it, migrate it, pool it.
final class Opening {
    private static final Duration LONGEST_TRANSACTION = Duration.ofSeconds(60);
    private static final int LEAST_IDLE = 4;
    private static final Duration SOCKET_SLACK = Duration.ofSeconds(10);

    static {
        System.setProperty("org.jooq.no-logo", "true");
        System.setProperty("org.jooq.no-tips", "true");
    }

    private Opening() {}

    static Database open(DatabaseSettings settings, String schema, MeterRegistry meters) {
        Durability.require(settings);
        settings.owner().ifPresent(owner -> migrate(settings, owner, schema));
        return new Database(pool(settings, schema, meters), jooq());
    }

    private static void migrate(DatabaseSettings settings, DatabaseSettings.Owner owner, String schema) {
        Flyway.configure()
                .dataSource(settings.url(), owner.user(), owner.password())
                .schemas(schema)
                .locations("classpath:db/" + schema)
                .placeholders(Map.of("service_role", settings.user()))
                .load()
                .migrate();
    }

    private static HikariDataSource pool(DatabaseSettings settings, String schema, MeterRegistry meters) {
        HikariConfig config = new HikariConfig();
        config.setPoolName(schema);
        config.setJdbcUrl(settings.url());
        config.setUsername(settings.user());
        config.setPassword(settings.password());
        config.setSchema(schema);
        config.setMaximumPoolSize(settings.connections());
        config.setMinimumIdle(Math.min(LEAST_IDLE, settings.connections()));
        config.setConnectionTimeout(settings.connectionWait().toMillis());
        config.setConnectionInitSql(timeouts(settings));
        config.setMetricRegistry(meters);
        config.addDataSourceProperty("ApplicationName", "pedigree-" + schema);
        config.addDataSourceProperty("reWriteBatchedInserts", "true");
        config.addDataSourceProperty("tcpKeepAlive", "true");
        config.addDataSourceProperty("connectTimeout", "5");
        config.addDataSourceProperty("cancelSignalTimeout", "2");
        config.addDataSourceProperty(
                "socketTimeout",
                Long.toString(settings.statementTimeout().plus(SOCKET_SLACK).toSeconds()));
        return new HikariDataSource(config);
    }

    /// Bounds everything that could hold rows, or the horizon of the feed, for ever; what the role is bound by already
    /// stays. Postgres 16 and older have no `transaction_timeout`: what a server does not know is left out.
    private static String timeouts(DatabaseSettings settings) {
        return """
                SELECT set_config(name, wanted, false)
                FROM (VALUES ('statement_timeout', '%1$d'),
                             ('idle_in_transaction_session_timeout', '%2$d'),
                             ('transaction_timeout', '%2$d')) AS timeouts(timeout, wanted)
                JOIN pg_settings ON name = timeout AND setting = '0'
                """.formatted(settings.statementTimeout().toMillis(), LONGEST_TRANSACTION.toMillis());
    }

    private static Configuration jooq() {
        return new DefaultConfiguration()
                .set(SQLDialect.POSTGRES)
                .set(new Settings().withExecuteLogging(false).withFetchWarnings(false))
                .set(new DefaultExecuteListenerProvider(new Statements()));
    }
}
