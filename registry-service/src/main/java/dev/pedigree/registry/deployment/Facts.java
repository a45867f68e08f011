package dev.pedigree.registry.deployment;

import dev.pedigree.lifecycle.Digest;
import dev.pedigree.lifecycle.State;
import dev.pedigree.lifecycle.gate.ArtifactFact;
import dev.pedigree.lifecycle.gate.Candidate;
import dev.pedigree.lifecycle.gate.CurrentFact;
import dev.pedigree.lifecycle.gate.DeployFacts;
import dev.pedigree.lifecycle.gate.InputFact;
import dev.pedigree.lifecycle.gate.LabelFact;
import dev.pedigree.lifecycle.gate.LineageFact;
import dev.pedigree.lifecycle.name.VersionName;
import dev.pedigree.mesh.v1.JudgedOn;
import dev.pedigree.registry.environment.Environment;
import dev.pedigree.registry.evaluation.EvaluationCodec;
import dev.pedigree.registry.policy.PolicyCodec;
import dev.pedigree.v1.DeployPolicy;
import dev.pedigree.v1.Evaluation;
import dev.pedigree.v1.Limitation;
import dev.pedigree.v1.VersionRecord;
import java.util.List;
import java.util.Optional;

/// Everything the gates look at that the registry owns, read in one transaction.
///
/// @param current what runs in the environment now
/// @param ancestry every version the candidate was made from, oldest first
/// @param labels what the labels it learned from say now
/// @param evaluation the newest of the candidate that counts under the policy
/// @param baseline the newest of what runs now that counts under the policy
record Facts(
        Environment environment,
        DeployPolicy policy,
        Optional<Stored> current,
        VersionName version,
        long versionId,
        VersionRecord record,
        State state,
        List<InputFact> ancestry,
        LabelFact labels,
        Optional<Evaluation> evaluation,
        Optional<Evaluation> baseline) {

    List<String> notStated() {
        return NotStated.of(record);
    }

    Digest manifest() {
        return Digest.parse(record.getManifestDigest());
    }

    /// What a decision on these facts is judged on that can change.
    JudgedOn judgedOn() {
        return JudgedOn.newBuilder()
                .setPolicyRevision(policy.getRevision())
                .setEvaluation(evaluation.map(Evaluation::getName).orElse(""))
                .setBaselineEvaluation(baseline.map(Evaluation::getName).orElse(""))
                .setCurrentDeployment(
                        current.map(running -> running.name().toString()).orElse(""))
                .build();
    }

    /// As the rule book reads them, with what came from elsewhere.
    DeployFacts with(List<Limitation> limitations, ArtifactFact artifact, LineageFact lineage) {
        return new DeployFacts(
                new Candidate(
                        version,
                        state,
                        manifest(),
                        ancestry,
                        labels,
                        evaluation.map(EvaluationCodec::fact),
                        notStated()),
                current.map(running ->
                        new CurrentFact(running.name(), running.version(), baseline.map(EvaluationCodec::fact))),
                PolicyCodec.parse(policy),
                limitations.stream()
                        .map(limitation -> new dev.pedigree.lifecycle.gate.Limitation(
                                limitation.getTopic(), limitation.getDescription()))
                        .toList(),
                artifact,
                lineage);
    }
}
