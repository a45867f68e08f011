package dev.pedigree.label.rule;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// The one way in which fields are written for a digest: `length:bytes`, or `-` for a field that says nothing.
///
/// Lengths are those of the UTF-8 bytes, in decimal. So no value can look like the end of another, whatever is in it.
final class CanonicalText {
    private static final char ABSENT = '-';
    private static final char END_OF_LENGTH = ':';

    private final StringBuilder out = new StringBuilder();

    CanonicalText add(String value) {
        out.append(value.getBytes(StandardCharsets.UTF_8).length)
                .append(END_OF_LENGTH)
                .append(value);
        return this;
    }

    CanonicalText add(Optional<String> value) {
        value.ifPresentOrElse(this::add, () -> out.append(ABSENT));
        return this;
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
