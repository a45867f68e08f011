package dev.pedigree.lineage.tail;

import com.google.protobuf.util.Timestamps;
import dev.pedigree.chassis.feed.ConsistencyToken;
import dev.pedigree.mesh.v1.Change;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// How the replica stands with the feed.
///
/// @param connected the feed is being read
/// @param heard when it last said something
/// @param moved when the horizon last moved
/// @param lag how long after they were made the newest changes arrived; zero when there was nothing more
public record Standing(
        boolean connected, Instant heard, Instant moved, Optional<ConsistencyToken> horizon, Duration lag) {
    static final Standing BEGINNING =
            new Standing(false, Instant.EPOCH, Instant.EPOCH, Optional.empty(), Duration.ZERO);

    Standing heard(Instant now, ConsistencyToken reached, List<Change> changes) {
        boolean still = horizon.filter(reached::equals).isPresent();
        return new Standing(true, now, still ? moved : now, Optional.of(reached), lag(now, changes));
    }

    Standing lost() {
        return new Standing(false, heard, moved, horizon, lag);
    }

    private static Duration lag(Instant now, List<Change> changes) {
        if (changes.isEmpty() || !changes.getLast().hasTime()) {
            return Duration.ZERO;
        }
        Instant made =
                Instant.ofEpochMilli(Timestamps.toMillis(changes.getLast().getTime()));
        return made.isAfter(now) ? Duration.ZERO : Duration.between(made, now);
    }
}
