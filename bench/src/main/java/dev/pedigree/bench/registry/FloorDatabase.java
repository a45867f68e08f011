package dev.pedigree.bench.registry;

import dev.pedigree.bench.Load;
import dev.pedigree.testkit.Database;
import dev.pedigree.testkit.EmbeddedPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.flywaydb.core.Flyway;

/// The registry's own schema - tables, indexes, triggers, roles - in another database of the same server, with a
/// connection for every client.
record FloorDatabase(Database database, List<FloorWriter> writers, List<Connection> connections)
        implements AutoCloseable {
    static final String SCHEMA = "registry";

    private static final String SEED = """
            insert into project (project_id, display_name, creator) values ('bench', '', 'bench');
            insert into asset (project_id, kind, asset_id, display_name, description, creator)
            select p.id, 'MODEL', 'net-' || n, '', '', 'bench' from project p, generate_series(0, %d) n order by n;
            insert into asset_head (asset_id) select id from asset;
            select setval('node_id', %d)""";

    static FloorDatabase create(EmbeddedPostgres postgres, Specimen specimen) throws SQLException {
        Database database = postgres.createDatabase("floor", "template1");
        Flyway.configure()
                .dataSource(database.asOwner())
                .schemas(SCHEMA)
                .locations("classpath:db/" + SCHEMA)
                .load()
                .migrate();
        seed(database, specimen.id());
        List<FloorWriter> writers = new ArrayList<>();
        List<Connection> connections = new ArrayList<>();
        for (int client = 0; client < Ground.CLIENTS; client++) {
            Connection connection = database.asService().getConnection();
            connection.setSchema(SCHEMA);
            connection.setAutoCommit(false);
            connections.add(connection);
            writers.add(FloorWriter.on(connection, specimen));
        }
        return new FloorDatabase(database, writers, connections);
    }

    private static void seed(Database database, long id) throws SQLException {
        try (Connection connection = database.asOwner().getConnection();
                Statement statement = connection.createStatement()) {
            connection.setSchema(SCHEMA);
            statement.execute(SEED.formatted(Ground.CLIENTS - 1, id));
        }
    }

    Load.Call writesToOwnModel(int client) {
        return () -> writers.get(client).write(client + 1);
    }

    Load.Call writesToOneModel(int client) {
        return () -> writers.get(client).write(1);
    }

    @Override
    public void close() throws SQLException {
        for (Connection connection : connections) {
            connection.close();
        }
    }
}
