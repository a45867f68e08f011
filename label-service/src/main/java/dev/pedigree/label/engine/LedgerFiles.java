package dev.pedigree.label.engine;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// A ledger as the engine sees it: files of events, the oldest segment first, and what became of classes since.
///
/// @param ordinal of the ledger in its chain; events with a greater one are not its
/// @param epoch how many schema changes its chain has
/// @param segments a later one outdoes an earlier one
/// @param moves for every epoch before `epoch` and every class then used: which class it is now
public record LedgerFiles(int ordinal, int epoch, List<Segment> segments, List<Move> moves) {
    public LedgerFiles {
        segments = List.copyOf(segments);
        moves = List.copyOf(moves);
    }

    /// Files of events.
    ///
    /// @param firstOrdinal the least that an event in it has
    /// @param lastOrdinal the greatest
    public record Segment(int firstOrdinal, int lastOrdinal, List<Path> files) {
        public Segment {
            files = List.copyOf(files);
        }
    }

    /// @param to empty: labels of the class were withdrawn, or given anew one by one
    public record Move(int epoch, String from, Optional<String> to) {}

    /// No labels.
    public static LedgerFiles none() {
        return new LedgerFiles(0, 0, List.of(), List.of());
    }
}
