package dev.pedigree.artifact.pin;

import dev.pedigree.chassis.feed.FeedCatchUp;
import dev.pedigree.chassis.feed.FeedTail;
import dev.pedigree.chassis.upstream.Upstream;
import java.time.Duration;

/// The way from the registry's feed to the pins.
public final class PinFeed {
    private final Upstream registry;
    private final Pins pins;
    private final Duration silence;

    /// @param silence how long the feed may say nothing before it is connected anew
    public PinFeed(Upstream registry, Pins pins, Duration silence) {
        this.registry = registry;
        this.pins = pins;
        this.silence = silence;
    }

    /// Follows the feed until it is closed; the registry need not be there yet.
    public FeedTail follow() {
        String position = pins.position();
        FeedTail tail = new FeedTail(registry, new PinFollower(pins, position), silence, position);
        tail.start();
        return tail;
    }

    /// Returns when everything is pinned that was committed in the registry before this was called.
    ///
    /// @throws dev.pedigree.chassis.fault.Fault when the registry does not answer, or is another one
    public void catchUp() throws InterruptedException {
        String position = pins.position();
        PinFollower follower = new PinFollower(pins, position);
        new FeedCatchUp(registry, silence).run(position, follower::take);
    }
}
