package dev.pedigree.standalone;

import dev.pedigree.testkit.Database;
import dev.pedigree.testkit.EmbeddedPostgres;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/// What the services keep everything in: a real Postgres and a real S3 server over two folders.
record Stores(EmbeddedPostgres postgres, ObjectStoreServer objects) implements AutoCloseable {
    /// Starts both at once.
    static Stores start(Path data, Supplier<ObjectStoreServer> opening) {
        CompletableFuture<EmbeddedPostgres> postgres =
                CompletableFuture.supplyAsync(() -> EmbeddedPostgres.in(data.resolve("postgres")));
        ObjectStoreServer objects = opening.get();
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
