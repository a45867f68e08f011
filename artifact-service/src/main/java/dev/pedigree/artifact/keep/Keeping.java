package dev.pedigree.artifact.keep;

import dev.pedigree.artifact.pin.PinFeed;
import dev.pedigree.artifact.pin.Pins;
import dev.pedigree.chassis.db.Database;
import dev.pedigree.chassis.upstream.Upstream;

/// What goes on in the background, put together: the pins are kept up with the registry.
public final class Keeping implements AutoCloseable {
    private final Upstream registry;
    private final Keeper keeper;

    private Keeping(Upstream registry, Keeper keeper) {
        this.registry = registry;
        this.keeper = keeper;
    }

    /// Begins, by and by: neither the registry nor the term of keeper is waited for. The database stays the caller's
    /// to close.
    public static Keeping start(KeepSettings settings, Database database, Upstream registry) {
        PinFeed feed = new PinFeed(registry, new Pins(database), settings.feedSilence());
        return new Keeping(registry, Keeper.start(database, feed::follow));
    }

    @Override
    public void close() {
        keeper.close();
        registry.close();
    }
}
