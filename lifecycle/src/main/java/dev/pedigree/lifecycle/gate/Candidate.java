package dev.pedigree.lifecycle.gate;

import dev.pedigree.lifecycle.Digest;
import dev.pedigree.lifecycle.State;
import dev.pedigree.lifecycle.name.VersionName;
import java.util.List;
import java.util.Optional;

/// The version that is to run.
///
/// @param manifest its bytes, as its record names them
/// @param ancestry every version it was made from, at any distance
/// @param labels what the labels it learned from say now
/// @param evaluation the newest evaluation of it by the policy's evaluator on the policy's dataset version
/// @param notStated paths of the record's fields that are `not_stated`
public record Candidate(
        VersionName name,
        State state,
        Digest manifest,
        List<InputFact> ancestry,
        LabelFact labels,
        Optional<EvaluationFact> evaluation,
        List<String> notStated) {

    public Candidate {
        ancestry = List.copyOf(ancestry);
        notStated = List.copyOf(notStated);
    }
}
