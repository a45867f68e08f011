package dev.pedigree.lineage.query;

import com.google.protobuf.MessageLite;

/// Keeps an answer below what a gRPC client takes by default (4 MiB), whatever the names are: what no longer fits
/// is left out, and the answer says that it is truncated.
final class ReplySize {
    private static final int LIMIT = 3_500_000;
    private static final int FRAME = 6; // tag and length around each repeated message

    private long used;

    boolean admits(MessageLite part) {
        long after = used + part.getSerializedSize() + FRAME;
        if (after > LIMIT) {
            return false;
        }
        used = after;
        return true;
    }
}
