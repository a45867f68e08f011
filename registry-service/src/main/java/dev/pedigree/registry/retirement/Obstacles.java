package dev.pedigree.registry.retirement;

import static dev.pedigree.v1.ErrorReason.ERROR_REASON_ILLEGAL_TRANSITION;
import static dev.pedigree.v1.ErrorReason.ERROR_REASON_IN_USE;

import dev.pedigree.chassis.fault.Refused;
import dev.pedigree.chassis.fault.Violation;
import dev.pedigree.lifecycle.State;
import dev.pedigree.lifecycle.Verb;
import dev.pedigree.lifecycle.name.VersionName;
import dev.pedigree.registry.deployment.LiveDeployment;
import dev.pedigree.registry.transition.IllegalTransition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Everything that stands in the way of a retirement, gathered to be told at once.
final class Obstacles {
    private final VersionName version;
    private final List<IllegalTransition> illegal = new ArrayList<>();
    private final List<Violation> inUse = new ArrayList<>();

    Obstacles(VersionName version) {
        this.version = version;
    }

    void state(State state) {
        IllegalTransition.of(version, state, Verb.RETIRE).ifPresent(illegal::add);
    }

    /// What is offered instead must itself be of use.
    void successor(VersionName successor, State state) {
        if (state == State.RETIRED) {
            illegal.add(new IllegalTransition(successor, state, "SUCCEED"));
        }
    }

    void live(LiveDeployment deployment) {
        String why = deployment.version().equals(version)
                ? "runs it"
                : "runs " + deployment.version() + ", which was made from it";
        inUse.add(new Violation(
                "IN_USE", deployment.name().toString(), "%s %s: end it first".formatted(deployment.name(), why)));
    }

    /// @throws Refused ILLEGAL_TRANSITION or IN_USE, with all of them
    void refuseIfAny() {
        List<Violation> all = Stream.concat(illegal.stream().map(IllegalTransition::violation), inUse.stream())
                .toList();
        if (!illegal.isEmpty()) {
            throw new Refused(
                    ERROR_REASON_ILLEGAL_TRANSITION,
                    summary(all),
                    all,
                    illegal.getFirst().metadata());
        }
        if (!inUse.isEmpty()) {
            throw new Refused(ERROR_REASON_IN_USE, summary(all), all, Map.of());
        }
    }

    private static String summary(List<Violation> all) {
        String first = all.getFirst().description();
        return all.size() == 1 ? first : "%s; and %d more".formatted(first, all.size() - 1);
    }
}
