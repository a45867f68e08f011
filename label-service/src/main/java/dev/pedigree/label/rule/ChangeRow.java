package dev.pedigree.label.rule;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/// What one row of a change says, whichever format it came in.
///
/// @param label the class; empty: withdrawn
/// @param original for corrections, the class that the label had
/// @param attributes a JSON object, as it was written
/// @param geometry JSON, as it was written
/// @param confidence with nine places
/// @param at when it was labelled or corrected
public record ChangeRow(
        Key key,
        Optional<String> label,
        Optional<String> original,
        Optional<String> attributes,
        Optional<String> geometry,
        Optional<String> source,
        Optional<String> model,
        Optional<BigDecimal> confidence,
        Optional<Instant> at,
        Optional<String> path,
        Optional<String> corrector,
        Optional<String> reason) {

    /// What a label is of, and who gave it.
    ///
    /// @param object empty: the whole sample
    public record Key(String sample, String object, String annotator) {
        public Key {
            requireNonNull(sample, "sample is null");
            requireNonNull(object, "object is null");
            requireNonNull(annotator, "annotator is null");
        }
    }

    /// The row as the digest of a ledger covers it. The engine writes the same in its own language; a test compares.
    public String canonical() {
        return new CanonicalText()
                .add(key.sample())
                .add(key.object())
                .add(key.annotator())
                .add(label)
                .add(original)
                .add(attributes)
                .add(geometry)
                .add(source)
                .add(model)
                .add(confidence.map(value -> value.setScale(9).unscaledValue().toString()))
                .add(at.map(time -> Long.toString(ChronoUnit.MICROS.between(Instant.EPOCH, time))))
                .add(path)
                .add(corrector)
                .add(reason)
                .toString();
    }
}
