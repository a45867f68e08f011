package dev.pedigree.lifecycle.retirement;

import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.Optional;

/// How long a version is kept after its last day of service.
///
/// Article 18 of the AI Act (Regulation (EU) 2024/1689) has providers of high-risk systems keep their documentation
/// for ten years after the system was placed on the market or put into service. Counted from the last day of service
/// the time is never shorter than that.
public record Retention(Period afterService) {

    public static final Retention DEFAULT = new Retention(Period.ofYears(10));

    public Retention {
        if (afterService.isNegative()) {
            throw new IllegalArgumentException("a retention of negative length: " + afterService);
        }
    }

    /// The last day, in UTC, on which the version must be kept. Empty when no such day is known: it never served, and
    /// then nothing binds, or it still serves, and then it may not be retired.
    public Optional<LocalDate> lastDay(ServicePeriods service) {
        return service.lastEnd()
                .map(end -> end.atZone(ZoneOffset.UTC).toLocalDate().plus(afterService));
    }

    /// The moment the retention ends: the end of [#lastDay].
    public Optional<Instant> until(ServicePeriods service) {
        return lastDay(service)
                .map(day -> day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant());
    }
}
