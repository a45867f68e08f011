package dev.pedigree.registry.feed;

import dev.pedigree.chassis.feed.ConsistencyToken;
import dev.pedigree.mesh.v1.Change;
import java.util.List;

/// A stretch of the feed.
///
/// @param position to continue after
/// @param horizon everything before it has been read by whoever has read this and all before it
/// @param frontier everything that was committed when it was read lies before it
/// @param complete whether there was nothing more when it was read
record Batch(
        List<Change> changes,
        ConsistencyToken position,
        ConsistencyToken horizon,
        ConsistencyToken frontier,
        boolean complete) {}
