package dev.pedigree.standalone;

import dev.pedigree.testkit.Database;
import dev.pedigree.testkit.EmbeddedPostgres;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;

/// What the services keep everything in: a real Postgres and a real S3 server over two folders.
record Stores(EmbeddedPostgres postgres, ObjectStoreServer objects) implements AutoCloseable {
    /// Starts both at once.
    static Stores start(Path data, MeshSecrets secrets, boolean processes) {
        CompletableFuture<EmbeddedPostgres> postgres =
                CompletableFuture.supplyAsync(() -> EmbeddedPostgres.in(data.resolve("postgres")));
        ObjectStoreServer objects =
                processes ? ObjectStoreServer.asProcess(data, secrets) : ObjectStoreServer.inThisProcess(data, secrets);
        try {
            return new Stores(postgres.join(), objects);
        } catch (RuntimeException failure) {
            objects.close();
            throw failure;
        }
    }

    Database database() {
        return postgres.database();
    }

    @Override
    public void close() {
        objects.close();
        postgres.close();
    }
}
