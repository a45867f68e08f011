package dev.pedigree.lifecycle;

import java.util.Arrays;
import java.util.Optional;

/// The kinds of asset. Each has a collection of its own in resource names.
public enum Kind {
    DATASET("datasets"),
    MODEL("models"),
    LABEL_SCHEMA("labelSchemas");

    private final String collection;

    Kind(String collection) {
        this.collection = collection;
    }

    /// The collection id in resource names, such as `models`.
    public String collection() {
        return collection;
    }

    /// The kind whose assets live in `collection`.
    public static Optional<Kind> ofCollection(String collection) {
        return Arrays.stream(values())
                .filter(kind -> kind.collection.equals(collection))
                .findFirst();
    }
}
