package dev.pedigree.label.keep;

import static java.util.stream.Collectors.partitioningBy;

import dev.pedigree.chassis.host.Rounds;
import dev.pedigree.label.ledger.Ledger;
import dev.pedigree.label.ledger.LedgerStore;
import dev.pedigree.label.upstream.RegistryClient;
import dev.pedigree.lifecycle.Digest;
import dev.pedigree.lifecycle.name.ProjectName;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Asks the registry which ledgers versions name: these are kept for ever. The others are forgotten once their
/// lease has ended, for then no version comes to name them any more: the registry takes no evidence that is about
/// to expire.
///
/// While the registry cannot be asked, nothing is forgotten. So whatever becomes of the call that had a ledger
/// held, and of this service, no ledger that a version names goes, and no other stays.
public final class Naming {
    private static final Logger LOGGER = LoggerFactory.getLogger(Naming.class);
    private static final int BATCH = 10_000;
    private static final Duration AGAIN = Duration.ofSeconds(30);
    /// Clocks differ, and transactions take their time.
    private static final Duration MARGIN = Duration.ofMinutes(10);

    private final LedgerStore ledgers;
    private final RegistryClient registry;
    private final InstantSource clock;

    private Naming(LedgerStore ledgers, RegistryClient registry, InstantSource clock) {
        this.ledgers = ledgers;
        this.registry = registry;
        this.clock = clock;
    }

    /// At once, and then as often as it is told.
    public static Rounds start(LedgerStore ledgers, RegistryClient registry, InstantSource clock, Duration interval) {
        Naming naming = new Naming(ledgers, registry, clock);
        return Rounds.start("ask-for-names", () -> naming.ask() ? interval : AGAIN);
    }

    private boolean ask() {
        try {
            Instant ended = clock.instant().minus(MARGIN);
            ledgers.unnamed().forEach((project, unnamed) -> {
                for (int start = 0; start < unnamed.size(); start += BATCH) {
                    settle(project, unnamed.subList(start, Math.min(unnamed.size(), start + BATCH)), ended);
                }
            });
            return true;
        } catch (RuntimeException failure) {
            LOGGER.warn("which ledgers versions name is not known; asking again", failure);
            return false;
        }
    }

    private void settle(ProjectName project, List<Ledger> unnamed, Instant ended) {
        Set<Digest> named = registry.named(
                project, unnamed.stream().map(ledger -> ledger.name().digest()).toList());
        Map<Boolean, List<Ledger>> parted = unnamed.stream()
                .collect(partitioningBy(ledger -> named.contains(ledger.name().digest())));
        ledgers.keep(parted.get(true));
        int forgotten = 0;
        for (int more = 1; more > 0; forgotten += more) { // the last ones of their chains first
            more = ledgers.forget(parted.get(false), ended);
        }
        if (forgotten > 0) {
            LOGGER.info("forgot {} ledgers of {} that no version named", forgotten, project);
        }
    }
}
