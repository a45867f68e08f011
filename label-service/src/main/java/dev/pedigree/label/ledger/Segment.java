package dev.pedigree.label.ledger;

import dev.pedigree.lifecycle.Digest;
import java.util.List;

/// Events of consecutive ledgers of one chain, in files sorted by sample.
///
/// @param id of its row; 0 before it has one
/// @param files none: no label changed
public record Segment(long id, int firstOrdinal, int lastOrdinal, long events, List<File> files) {
    public Segment {
        files = List.copyOf(files);
    }

    /// @param first the least sample in it, by UTF-8 bytes
    public record File(Digest digest, long size, String first, String last) {}
}
