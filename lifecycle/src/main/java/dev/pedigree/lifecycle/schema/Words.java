package dev.pedigree.lifecycle.schema;

import java.util.Collection;
import java.util.stream.Collectors;

/// Puts many things into one sentence.
final class Words {
    private static final int NAMED = 5;

    private Words() {}

    /// The first few, and how many more there are.
    static String list(Collection<String> things, String separator) {
        String named = things.stream().limit(NAMED).collect(Collectors.joining(separator));
        int more = things.size() - NAMED;
        return more > 0 ? "%s%sand %d more".formatted(named, separator, more) : named;
    }
}
