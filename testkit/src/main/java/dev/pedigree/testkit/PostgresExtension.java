package dev.pedigree.testkit;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/// Gives every test class a database of its own on one server per JVM.
///
///     @RegisterExtension
///     static final PostgresExtension POSTGRES = PostgresExtension.preparedBy("registry", RegistryMigrations::run);
///
/// The preparation (migrations, as a rule) runs once per JVM and name; each class gets a copy of its result.
public final class PostgresExtension implements BeforeAllCallback {
    private static final ExtensionContext.Namespace NAMESPACE =
            ExtensionContext.Namespace.create(PostgresExtension.class);
    private static final AtomicInteger DATABASES = new AtomicInteger();

    private final String template;
    private final Consumer<Database> preparation;
    private Database database;

    private PostgresExtension(String template, Consumer<Database> preparation) {
        this.template = template;
        this.preparation = preparation;
    }

    /// An empty database.
    public static PostgresExtension empty() {
        return new PostgresExtension("empty", _ -> {});
    }

    /// @param name of the preparation, a plain word: equal names must prepare alike
    /// @param preparation must leave no connection open
    public static PostgresExtension preparedBy(String name, Consumer<Database> preparation) {
        return new PostgresExtension(name, preparation);
    }

    /// The database of the running test class.
    public Database database() {
        return database;
    }

    /// The server that all test classes share.
    public EmbeddedPostgres server(ExtensionContext context) {
        return store(context).computeIfAbsent("server", _ -> EmbeddedPostgres.temporary(), EmbeddedPostgres.class);
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        EmbeddedPostgres server = server(context);
        String prepared = store(context).computeIfAbsent("template-" + template, _ -> prepare(server), String.class);
        database = server.createDatabase("test_" + DATABASES.incrementAndGet(), prepared);
    }

    private String prepare(EmbeddedPostgres server) {
        String name = "template_" + template;
        preparation.accept(server.createDatabase(name, "template1"));
        return name;
    }

    private static ExtensionContext.Store store(ExtensionContext context) {
        return context.getRoot().getStore(NAMESPACE);
    }
}
