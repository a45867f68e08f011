package dev.pedigree.artifact.sweep;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/// The moment that one sweep judges by: the database's clock when it began. Every pin that was committed before
/// is known.
///
/// @param began leases that ended before have ended
/// @param graceEnded what was condemned before has had its grace
record Horizon(Instant began, Instant graceEnded) {
    static Horizon of(Instant began, Duration grace) {
        return new Horizon(began, began.minus(grace));
    }

    OffsetDateTime beganUtc() {
        return began.atOffset(ZoneOffset.UTC);
    }

    OffsetDateTime graceEndedUtc() {
        return graceEnded.atOffset(ZoneOffset.UTC);
    }
}
