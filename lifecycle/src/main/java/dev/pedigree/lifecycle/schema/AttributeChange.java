package dev.pedigree.lifecycle.schema;

import java.util.Optional;

/// Compares what labels may carry as one attribute. Where there is no attribute, they may only lack it.
final class AttributeChange {
    private AttributeChange() {}

    /// Empty when labels may carry the same.
    static Optional<ChangeKind> between(Optional<Attribute> before, Optional<Attribute> now) {
        boolean keeps = includes(now, before);
        boolean adds = !includes(before, now);
        if (keeps) {
            return adds ? Optional.of(ChangeKind.ATTRIBUTE_WIDENED) : Optional.empty();
        }
        return Optional.of(adds ? ChangeKind.ATTRIBUTE_CHANGED : ChangeKind.ATTRIBUTE_NARROWED);
    }

    /// Whether whatever is legal under the smaller one is legal under the larger one.
    private static boolean includes(Optional<Attribute> larger, Optional<Attribute> smaller) {
        return (mayLack(larger) || !mayLack(smaller))
                && smaller.map(values ->
                                larger.map(known -> known.holdsAllOf(values)).orElse(false))
                        .orElse(true);
    }

    private static boolean mayLack(Optional<Attribute> attribute) {
        return attribute.map(known -> !known.required()).orElse(true);
    }
}
