package dev.pedigree.registry.transition;

import dev.pedigree.lifecycle.Lifecycle;
import dev.pedigree.lifecycle.Step;
import dev.pedigree.lifecycle.Verb;
import dev.pedigree.lifecycle.name.VersionName;
import dev.pedigree.registry.mutation.Mutation;
import dev.pedigree.registry.name.DatabaseClock;
import dev.pedigree.registry.record.VersionChange;
import dev.pedigree.registry.version.Held;
import dev.pedigree.registry.version.Versions;
import dev.pedigree.v1.Version;
import java.time.Instant;

/// Moves a version that is locked by a verb of the lifecycle, and keeps the step.
public final class MoveVersion {
    private final Versions versions;

    public MoveVersion(Versions versions) {
        this.versions = versions;
    }

    /// @return the version as it is now
    /// @throws dev.pedigree.chassis.fault.Refused ILLEGAL_TRANSITION
    public Version move(Mutation mutation, VersionName name, Held held, Verb verb, String reason) {
        return move(mutation, name, held, verb, reason, DatabaseClock.now(mutation.sql()));
    }

    public Version move(Mutation mutation, VersionName name, Held held, Verb verb, String reason, Instant now) {
        switch (Lifecycle.step(held.state(), verb)) {
            case Step.Stays _ ->
                throw IllegalTransition.of(name, held.state(), verb)
                        .orElseThrow()
                        .refusal();
            case Step.Moves(var to) -> TransitionStore.move(mutation, held, verb, to, reason, now);
        }
        Version moved = versions.read(mutation.sql(), held.id());
        mutation.change(VersionChange.of(moved, held.revision() + 1), now);
        return moved;
    }
}
