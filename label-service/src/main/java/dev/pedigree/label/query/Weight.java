package dev.pedigree.label.query;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// How much of a message is taken: a page ends when it is full, whatever number of rows was asked for. The largest row
/// there is still fits in then.
final class Weight {
    private static final int MOST_BYTES = 2 << 20;

    private long bytes;

    void add(Event event) {
        bytes += bytes(event.key().sample())
                + bytes(event.key().object())
                + bytes(event.key().annotator());
        bytes += bytes(event.geometry()) + bytes(event.attributes()) + bytes(event.reason());
    }

    boolean isFull() {
        return bytes >= MOST_BYTES;
    }

    private static int bytes(Optional<String> text) {
        return text.map(Weight::bytes).orElse(0);
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
