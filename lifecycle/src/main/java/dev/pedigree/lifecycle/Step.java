package dev.pedigree.lifecycle;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/// What a [Verb] does to a version in a given [State].
public sealed interface Step {

    /// The verb is legal: the version moves.
    record Moves(State to) implements Step {}

    /// The verb is not legal here: the version stays, and these are the verbs that would move it.
    record Stays(Set<Verb> legalVerbs) implements Step {

        public Stays {
            EnumSet<Verb> ordered = EnumSet.noneOf(Verb.class);
            ordered.addAll(legalVerbs);
            legalVerbs = Collections.unmodifiableSet(ordered);
        }
    }
}
