package dev.pedigree.artifact.keep;

import dev.pedigree.artifact.pin.PinFeed;
import dev.pedigree.artifact.scrub.Scrub;
import dev.pedigree.artifact.scrub.Scrubber;
import dev.pedigree.artifact.sweep.Sweep;
import dev.pedigree.artifact.sweep.Sweeper;
import dev.pedigree.chassis.db.Database;
import dev.pedigree.chassis.feed.FeedTail;

/// What goes on in the background, put together: the pins are kept up with the registry, what nobody needs is swept,
/// what there is is read again.
public final class Keeping implements AutoCloseable {
    private final FeedTail tail;
    private final Sweeper sweeper;
    private final Scrubber scrubber;

    private Keeping(FeedTail tail, Sweeper sweeper, Scrubber scrubber) {
        this.tail = tail;
        this.sweeper = sweeper;
        this.scrubber = scrubber;
    }

    /// Begins, as soon as this replica is the one to do it; the registry is not waited for.
    public static Keeper start(KeepSettings settings, Database database, PinFeed feed, Sweep sweep, Scrub scrub) {
        return Keeper.start(
                database,
                () -> new Keeping(
                        feed.follow(),
                        Sweeper.start(sweep, settings.sweep().every()),
                        Scrubber.start(scrub, settings.scrubBytesPerSecond())));
    }

    @Override
    public void close() {
        scrubber.close();
        sweeper.close();
        tail.close();
    }
}
