package dev.pedigree.registry.deployment;

import static dev.pedigree.v1.ErrorReason.ERROR_REASON_NO_POLICY;

import dev.pedigree.chassis.fault.Refused;
import dev.pedigree.chassis.fault.Violation;
import dev.pedigree.lifecycle.name.EnvironmentName;
import java.util.List;

/// The environment has no policy, and so does not exist yet.
final class NoPolicy {

    private NoPolicy() {}

    static Refused of(EnvironmentName name) {
        return new Refused(
                ERROR_REASON_NO_POLICY,
                List.of(new Violation(
                        "NO_POLICY", name.toString(), "%s has no deploy policy: set one".formatted(name))));
    }
}
