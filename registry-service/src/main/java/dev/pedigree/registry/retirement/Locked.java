package dev.pedigree.registry.retirement;

import dev.pedigree.lifecycle.State;
import dev.pedigree.lifecycle.name.VersionName;
import dev.pedigree.registry.name.VersionIds;
import dev.pedigree.registry.version.Held;
import dev.pedigree.registry.version.VersionStates;
import java.util.List;
import java.util.Optional;
import org.jooq.DSLContext;

/// The version to retire, which nobody may rely on from here on, and its successor, which must stay as it is.
record Locked(VersionName name, Held held, Optional<Other> successor) {

    record Other(VersionName name, long id, State state) {}

    /// Locks in ascending id, as everyone does: two that name each other do not wait for each other.
    ///
    /// @throws dev.pedigree.chassis.fault.NotFound VERSION_NOT_FOUND
    static Locked of(DSLContext tx, VersionIds versions, VersionName name, Optional<VersionName> successor) {
        long id = versions.require(tx, name);
        if (successor.isEmpty()) {
            return new Locked(name, VersionStates.forUpdate(tx, id), Optional.empty());
        }
        long other = versions.require(tx, successor.get());
        if (id < other) {
            Held held = VersionStates.forUpdate(tx, id);
            return new Locked(name, held, Optional.of(share(tx, successor.get(), other)));
        }
        Other shared = share(tx, successor.get(), other);
        return new Locked(name, VersionStates.forUpdate(tx, id), Optional.of(shared));
    }

    private static Other share(DSLContext tx, VersionName name, long id) {
        return new Other(name, id, VersionStates.share(tx, List.of(id)).get(id));
    }
}
