package dev.pedigree.artifact.blob;

import java.time.Duration;
import java.time.Instant;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jooq.types.DayToSecond;

/// How long content is kept from deletion once somebody was told that it is there.
///
/// Whoever asks is promised `atLeast`. A lease is written for twice that and renewed only when less than the
/// promise is left, so that asking again and again writes nothing. Time is the database's, which all replicas
/// share.
public record Lease(Duration atLeast) {
    public Lease {
        if (!atLeast.isPositive()) {
            throw new IllegalArgumentException("a lease of %s keeps nothing".formatted(atLeast));
        }
    }

    /// What a lease is set to.
    public Field<Instant> end() {
        return fromNow(atLeast.multipliedBy(2));
    }

    /// A lease that ends before this is renewed.
    public Field<Instant> renewBefore() {
        return fromNow(atLeast);
    }

    /// How long a lease is when it is new.
    int seconds() {
        return Math.toIntExact(atLeast.multipliedBy(2).toSeconds());
    }

    /// Whole seconds until `end`.
    Field<Integer> left(Field<Instant> end) {
        return DSL.field("floor(extract(epoch from {0} - {1}))::integer", Integer.class, end, DSL.currentInstant());
    }

    private static Field<Instant> fromNow(Duration duration) {
        return DSL.currentInstant().add(DayToSecond.valueOf(duration));
    }
}
