package dev.pedigree.lifecycle;

import static dev.pedigree.lifecycle.State.DEPRECATED;
import static dev.pedigree.lifecycle.State.REGISTERED;
import static dev.pedigree.lifecycle.State.RETIRED;
import static dev.pedigree.lifecycle.Verb.DEPRECATE;
import static dev.pedigree.lifecycle.Verb.REINSTATE;
import static dev.pedigree.lifecycle.Verb.RETIRE;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// The one table of the lifecycle. The gateway consults it to explain, the registry to decide.
public final class Lifecycle {

    /// The state every version is born in.
    public static final State INITIAL = REGISTERED;

    /// Every legal step there is. The registry's database holds the same rows.
    public static final List<Transition> TABLE = List.of(
            new Transition(REGISTERED, DEPRECATE, DEPRECATED),
            new Transition(DEPRECATED, REINSTATE, REGISTERED),
            new Transition(DEPRECATED, RETIRE, RETIRED));

    private Lifecycle() {}

    /// What `verb` does to a version in state `from`.
    public static Step step(State from, Verb verb) {
        Optional<Step> move = TABLE.stream()
                .filter(row -> row.from() == from && row.verb() == verb)
                .<Step>map(row -> new Step.Moves(row.to()))
                .findFirst();
        return move.orElseGet(() -> new Step.Stays(legalVerbs(from)));
    }

    /// The verbs that move a version out of `state`; none when it is final.
    public static Set<Verb> legalVerbs(State state) {
        return TABLE.stream()
                .filter(row -> row.from() == state)
                .map(Transition::verb)
                .collect(Collectors.toUnmodifiableSet());
    }

    /// Whether a version in `state` may be used so.
    public static boolean allows(State state, Use use) {
        return switch (use) {
            case DEPLOY -> state == REGISTERED;
            case INPUT, EVALUATE, ALIAS, ROLLBACK -> state != RETIRED;
        };
    }
}
