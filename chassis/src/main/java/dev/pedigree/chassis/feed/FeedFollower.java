package dev.pedigree.chassis.feed;

import dev.pedigree.mesh.v1.WatchChangesResponse;

/// Who makes something of the registry's feed. Only the one thread of its `FeedTail` calls it.
///
/// A change may come twice and later than its successor: keep the highest revision per subject. What throws here breaks
/// the feed, which then comes again from the last message that was taken.
public interface FeedFollower {
    /// Takes in what the feed brought. A message without changes says that there is nothing more at present.
    void take(WatchChangesResponse message);

    /// Forgets everything: the registry is not the one that was read, or was restored to an earlier day.
    void startOver();

    /// The feed is lost for now.
    void lost();
}
