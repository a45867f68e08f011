package dev.pedigree.registry.impact;

import com.google.protobuf.Message;
import java.util.function.Consumer;

/// What is left of a reply's size. Once something did not fit, nothing more does: what is there is the beginning
/// of everything.
final class Room {
    private static final int MOST_BYTES = 5 << 19;

    private int left = MOST_BYTES;

    <M extends Message> void addIfFits(M part, Consumer<M> add) {
        if (fits(part)) {
            add.accept(part);
        }
    }

    boolean fits(Message part) {
        left = left < 0 ? left : left - part.getSerializedSize();
        return left >= 0;
    }

    boolean wasEnough() {
        return left >= 0;
    }
}
