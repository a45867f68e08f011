package dev.pedigree.chassis.settings;

import java.time.Duration;
import java.util.Optional;

/// Where Postgres is, and as whom to speak to it: the owner for migrations, the service role for everything else.
///
/// Without an owner the schema must be up to date already.
public record DatabaseSettings(
        String url,
        String user,
        String password,
        Optional<Owner> owner,
        int connections,
        Duration connectionWait,
        Duration statementTimeout) {
    private static final int CONNECTIONS = 32;
    private static final Duration CONNECTION_WAIT = Duration.ofSeconds(3);
    private static final Duration STATEMENT_TIMEOUT = Duration.ofSeconds(30);

    /// The role that owns the schema.
    public record Owner(String user, String password) {
        @Override
        public String toString() {
            return user + ":***";
        }
    }

    public static DatabaseSettings of(String url, String user, String password, Optional<Owner> owner) {
        return new DatabaseSettings(url, user, password, owner, CONNECTIONS, CONNECTION_WAIT, STATEMENT_TIMEOUT);
    }

    public static DatabaseSettings read(Settings settings) {
        String url = settings.text("DATABASE_URL", "jdbc:postgresql://localhost:5432/pedigree");
        if (!url.startsWith("jdbc:postgresql://")) {
            throw Settings.refuse("DATABASE_URL", "must begin with jdbc:postgresql://");
        }
        if (url.contains("password=")) {
            throw Settings.refuse("DATABASE_URL", "must not hold the password: it is shown in logs");
        }
        return new DatabaseSettings(
                url,
                settings.text("DATABASE_USER", "pedigree_service"),
                settings.secret("DATABASE_PASSWORD"),
                owner(settings),
                settings.number("DATABASE_CONNECTIONS", CONNECTIONS, 1, 200),
                settings.duration(
                        "DATABASE_CONNECTION_WAIT", CONNECTION_WAIT, Duration.ofMillis(250), Duration.ofMinutes(1)),
                settings.duration(
                        "DATABASE_STATEMENT_TIMEOUT",
                        STATEMENT_TIMEOUT,
                        Duration.ofMillis(100),
                        Duration.ofMinutes(5)));
    }

    private static Optional<Owner> owner(Settings settings) {
        String user = settings.text("DATABASE_OWNER_USER", "pedigree_owner");
        return settings.optionalSecret("DATABASE_OWNER_PASSWORD").map(password -> new Owner(user, password));
    }

    @Override
    public String toString() {
        return user + "@" + url;
    }
}
