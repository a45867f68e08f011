package dev.pedigree.registry.record;

import dev.pedigree.lifecycle.State;
import dev.pedigree.v1.Version;

/// Between the states of the rule book and those of the wire.
public final class States {
    private States() {}

    public static Version.State toWire(State state) {
        return switch (state) {
            case REGISTERED -> Version.State.STATE_REGISTERED;
            case DEPRECATED -> Version.State.STATE_DEPRECATED;
            case RETIRED -> Version.State.STATE_RETIRED;
        };
    }
}
