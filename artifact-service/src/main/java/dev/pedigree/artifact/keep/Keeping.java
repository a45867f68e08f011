package dev.pedigree.artifact.keep;

import dev.pedigree.artifact.pin.PinFeed;
import dev.pedigree.artifact.scrub.Scrub;
import dev.pedigree.artifact.scrub.Scrubber;
import dev.pedigree.artifact.sweep.Sweep;
import dev.pedigree.artifact.sweep.Sweeper;
import dev.pedigree.chassis.db.Database;
import dev.pedigree.chassis.feed.FeedTail;
import dev.pedigree.chassis.host.Rounds;
import java.util.List;

/// What goes on in the background, put together: the pins are kept up with the registry, what nobody needs is swept,
/// what there is is read again.
public final class Keeping implements AutoCloseable {
    private final FeedTail tail;
    private final List<Rounds> rounds;

    private Keeping(FeedTail tail, List<Rounds> rounds) {
        this.tail = tail;
        this.rounds = rounds;
    }

    /// Begins, as soon as this replica is the one to do it; the registry is not waited for.
    public static Keeper start(KeepSettings settings, Database database, PinFeed feed, Sweep sweep, Scrub scrub) {
        return Keeper.start(database, () -> new Keeping(feed.follow(), rounds(settings, sweep, scrub)));
    }

    private static List<Rounds> rounds(KeepSettings settings, Sweep sweep, Scrub scrub) {
        Rounds sweeping = Sweeper.start(sweep, settings.sweep().every());
        return settings.scrubBytesPerSecond() == 0
                ? List.of(sweeping)
                : List.of(sweeping, Scrubber.start(scrub, settings.scrubBytesPerSecond()));
    }

    @Override
    public void close() {
        rounds.forEach(Rounds::close);
        tail.close();
    }
}
