package dev.pedigree.registry.transition;

import static dev.pedigree.v1.ErrorReason.ERROR_REASON_ILLEGAL_TRANSITION;

import dev.pedigree.chassis.fault.Refused;
import dev.pedigree.chassis.fault.Violation;
import dev.pedigree.lifecycle.Lifecycle;
import dev.pedigree.lifecycle.State;
import dev.pedigree.lifecycle.Use;
import dev.pedigree.lifecycle.Verb;
import dev.pedigree.lifecycle.name.VersionName;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// The lifecycle has no such step from the state a version is in.
///
/// @param attempt the verb or the use
public record IllegalTransition(VersionName version, State state, String attempt) {

    /// What stands in the way of the verb, if anything does.
    public static Optional<IllegalTransition> of(VersionName version, State state, Verb verb) {
        return Lifecycle.legalVerbs(state).contains(verb)
                ? Optional.empty()
                : Optional.of(new IllegalTransition(version, state, verb.name()));
    }

    /// Refuses a use that the state does not allow.
    public static void refuseUnlessAllowed(VersionName version, State state, Use use) {
        if (!Lifecycle.allows(state, use)) {
            throw new IllegalTransition(version, state, use.name()).refusal();
        }
    }

    public Violation violation() {
        return new Violation(
                ERROR_REASON_ILLEGAL_TRANSITION.name().substring("ERROR_REASON_".length()),
                version.toString(),
                "%s is %s: %s is not possible".formatted(version, state, attempt));
    }

    public Map<String, String> metadata() {
        String legal =
                Lifecycle.legalVerbs(state).stream().map(Verb::name).sorted().collect(Collectors.joining(","));
        return Map.of("state", state.name(), "verb", attempt, "legalVerbs", legal);
    }

    public Refused refusal() {
        Violation violation = violation();
        return new Refused(ERROR_REASON_ILLEGAL_TRANSITION, violation.description(), List.of(violation), metadata());
    }
}
