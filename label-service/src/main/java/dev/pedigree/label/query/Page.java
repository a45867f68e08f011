package dev.pedigree.label.query;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.MessageLite;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// A part of an answer: as much as was asked for, or as one message holds.
///
/// @param next where to go on from, if there is more
public record Page<M extends MessageLite>(List<M> messages, Optional<Place> next) {
    /// The largest message there is still fits in then.
    private static final int MOST_BYTES = 2 << 20;

    private static final int FIELD = 1;

    public Page {
        messages = List.copyOf(messages);
    }

    /// @param toWire how a row is said
    /// @param event of a row
    static <T, M extends MessageLite> Page<M> of(
            Iterator<T> rows, int most, Function<T, M> toWire, Function<T, Event> event) {
        List<M> messages = new ArrayList<>();
        Optional<Place> last = Optional.empty();
        long bytes = 0;
        while (rows.hasNext()) {
            if (messages.size() == most || bytes >= MOST_BYTES) {
                return new Page<>(messages, last);
            }
            T row = rows.next();
            messages.add(toWire.apply(row));
            last = Optional.of(Place.of(event.apply(row)));
            bytes += CodedOutputStream.computeMessageSize(FIELD, messages.getLast());
        }
        return new Page<>(messages, Optional.empty());
    }
}
