package dev.pedigree.lifecycle.retirement;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// All the times a version was in service, in any number of environments at once.
public record ServicePeriods(List<ServicePeriod> periods) {

    public ServicePeriods {
        periods = List.copyOf(periods);
    }

    public boolean served() {
        return !periods.isEmpty();
    }

    public boolean isLive() {
        return periods.stream().anyMatch(ServicePeriod::isLive);
    }

    /// When it first went into service; empty if it never did.
    public Optional<Instant> firstStart() {
        return periods.stream().map(ServicePeriod::start).min(Comparator.naturalOrder());
    }

    /// When it last went out of service; empty if it never served or still does.
    public Optional<Instant> lastEnd() {
        return isLive()
                ? Optional.empty()
                : periods.stream().flatMap(period -> period.end().stream()).max(Comparator.naturalOrder());
    }
}
