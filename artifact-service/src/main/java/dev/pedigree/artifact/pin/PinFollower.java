package dev.pedigree.artifact.pin;

import dev.pedigree.chassis.feed.FeedFollower;
import dev.pedigree.mesh.v1.WatchChangesResponse;

/// One reader of the feed, who brings to the pins what it reads.
final class PinFollower implements FeedFollower {
    private final Pins pins;
    private String position;

    /// @param position where the feed is read from
    PinFollower(Pins pins, String position) {
        this.pins = pins;
        this.position = position;
    }

    /// A message without changes leaves the position where it was.
    @Override
    public void take(WatchChangesResponse message) {
        if (message.getChangesCount() > 0) {
            pins.take(position, message);
            position = message.getPosition();
        }
    }

    @Override
    public void startOver() {
        pins.clear();
        position = "";
    }

    @Override
    public void lost() {
        // Whoever must know that the pins are complete asks the registry: see PinFeed.
    }
}
