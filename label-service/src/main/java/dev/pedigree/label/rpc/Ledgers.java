package dev.pedigree.label.rpc;

import dev.pedigree.chassis.fault.Invalid;
import dev.pedigree.chassis.fault.Refused;
import dev.pedigree.chassis.fault.Violation;
import dev.pedigree.label.export.Subject;
import dev.pedigree.label.ledger.LedgerName;
import dev.pedigree.label.ledger.LedgerStore;
import dev.pedigree.label.ledger.LedgerStore.Counted;
import dev.pedigree.label.upstream.RegistryClient;
import dev.pedigree.lifecycle.Digest;
import dev.pedigree.lifecycle.InvalidName;
import dev.pedigree.lifecycle.name.VersionName;
import dev.pedigree.v1.ErrorReason;
import dev.pedigree.v1.Version;
import java.util.List;
import java.util.Optional;

/// The ledger that a request means: by its own name, or by that of a dataset version that names it.
public final class Ledgers {
    private final LedgerStore ledgers;
    private final RegistryClient registry;

    public Ledgers(LedgerStore ledgers, RegistryClient registry) {
        this.ledgers = ledgers;
        this.registry = registry;
    }

    /// Errors: FIELDS_INVALID, LEDGER_NOT_FOUND, VERSION_NOT_FOUND, ALIAS_NOT_FOUND, VERSION_RETIRED.
    Counted find(String field, String name, boolean includeRetired) {
        return subject(field, name, includeRetired).counted();
    }

    /// The same, with the version.
    Subject subject(String field, String name, boolean includeRetired) {
        if (LedgerName.isMeant(name)) {
            return new Subject(ledgers.get(parse(field, name)), Optional.empty());
        }
        Version version = registry.version(name);
        if (version.getState() == Version.State.STATE_RETIRED && !includeRetired) {
            throw new Refused(
                    ErrorReason.ERROR_REASON_VERSION_RETIRED,
                    List.of(new Violation(
                            "VERSION_RETIRED",
                            version.getName(),
                            version.getName() + " is retired: ask with include_retired")));
        }
        String digest = version.getRecord().getDataset().getLabelLedger().getDigest();
        if (digest.isEmpty()) {
            throw new dev.pedigree.chassis.fault.NotFound(
                    ErrorReason.ERROR_REASON_LEDGER_NOT_FOUND, "labelLedger", version.getName());
        }
        LedgerName ledger = new LedgerName(VersionName.parse(version.getName()).project(), Digest.parse(digest));
        return new Subject(ledgers.get(ledger), Optional.of(version));
    }

    private static LedgerName parse(String field, String name) {
        try {
            return LedgerName.parse(name);
        } catch (InvalidName invalid) {
            throw (Invalid) new Invalid(field, invalid.getMessage()).causedBy(invalid);
        }
    }
}
