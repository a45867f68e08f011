package dev.pedigree.lifecycle.gate;

import java.util.List;
import java.util.Optional;

/// Everything a deployment is judged on. Candidate, current deployment and policy can change and are the registry's
/// own; `artifact` and `lineage` stay true once true and may come from evidence.
///
/// @param limitations what the caller states with the deployment
public record DeployFacts(
        Candidate candidate,
        Optional<CurrentFact> current,
        DeployPolicy policy,
        List<Limitation> limitations,
        ArtifactFact artifact,
        LineageFact lineage) {

    public DeployFacts {
        limitations = List.copyOf(limitations);
    }

    /// The candidate's evaluation, if it counts under the policy.
    Optional<EvaluationFact> countingEvaluation() {
        return candidate
                .evaluation()
                .filter(evaluation -> evaluation.counts(policy, candidate.name()))
                .filter(evaluation -> evaluation.manifest().equals(candidate.manifest()));
    }

    /// The evaluation of what runs now, if it counts under the policy.
    Optional<EvaluationFact> countingBaseline() {
        return current.flatMap(
                running -> running.evaluation().filter(evaluation -> evaluation.counts(policy, running.version())));
    }

    String subject() {
        return candidate.name().toString();
    }
}
