package dev.pedigree.gateway.fact;

import dev.pedigree.lifecycle.Digest;
import dev.pedigree.lifecycle.State;
import dev.pedigree.lifecycle.gate.Candidate;
import dev.pedigree.lifecycle.gate.CurrentFact;
import dev.pedigree.lifecycle.gate.EvaluationFact;
import dev.pedigree.lifecycle.gate.InputFact;
import dev.pedigree.lifecycle.gate.LabelFact;
import dev.pedigree.lifecycle.gate.Metric;
import dev.pedigree.lifecycle.gate.StaleLabels;
import dev.pedigree.lifecycle.name.DeploymentName;
import dev.pedigree.lifecycle.name.EvaluationName;
import dev.pedigree.lifecycle.name.VersionName;
import dev.pedigree.mesh.v1.DeployFacts;
import dev.pedigree.mesh.v1.LabelFacts;
import dev.pedigree.v1.Environment;
import dev.pedigree.v1.Evaluation;
import dev.pedigree.v1.Version;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Reads the registry's facts as the rule book sees them.
final class FactCodec {
    private FactCodec() {}

    static Candidate candidate(DeployFacts facts) {
        Version version = facts.getVersion();
        return new Candidate(
                VersionName.parse(version.getName()),
                state(version.getState()),
                manifest(facts),
                facts.getAncestorsList().stream()
                        .map(ancestor ->
                                new InputFact(VersionName.parse(ancestor.getVersion()), state(ancestor.getState())))
                        .toList(),
                labels(facts.getLabels()),
                evaluation(facts.hasEvaluation(), facts.getEvaluation()),
                facts.getNotStatedList());
    }

    private static LabelFact labels(LabelFacts facts) {
        return new LabelFact(
                facts.getDatasets(),
                facts.getStaleList().stream().map(FactCodec::stale).toList());
    }

    private static StaleLabels stale(dev.pedigree.v1.StaleLabels stale) {
        return new StaleLabels(
                VersionName.parse(stale.getDatasetVersion()),
                VersionName.parse(stale.getSchemaVersion()),
                stale.getClassId(),
                stale.getChange(),
                Optional.of(stale.getRelabelledAs())
                        .filter(name -> !name.isEmpty())
                        .map(VersionName::parse));
    }

    static Digest manifest(DeployFacts facts) {
        return Digest.parse(facts.getVersion().getRecord().getManifestDigest());
    }

    static Optional<CurrentFact> current(DeployFacts facts) {
        Environment environment = facts.getEnvironment();
        return environment.getCurrentDeployment().isEmpty()
                ? Optional.empty()
                : Optional.of(new CurrentFact(
                        DeploymentName.parse(environment.getCurrentDeployment()),
                        VersionName.parse(environment.getCurrentVersion()),
                        evaluation(facts.hasBaselineEvaluation(), facts.getBaselineEvaluation())));
    }

    private static Optional<EvaluationFact> evaluation(boolean present, Evaluation evaluation) {
        return present ? Optional.of(evaluation(evaluation)) : Optional.empty();
    }

    private static EvaluationFact evaluation(Evaluation evaluation) {
        Map<Metric, Double> metrics = evaluation.getMetricsList().stream()
                .collect(Collectors.toMap(
                        metric -> new Metric(metric.getName(), metric.getSlice()), dev.pedigree.v1.Metric::getValue));
        return new EvaluationFact(
                EvaluationName.parse(evaluation.getName()),
                VersionName.parse(evaluation.getDatasetVersion()),
                evaluation.getEvaluator(),
                Digest.parse(evaluation.getManifestDigest()),
                metrics);
    }

    private static State state(Version.State state) {
        return switch (state) {
            case STATE_REGISTERED -> State.REGISTERED;
            case STATE_DEPRECATED -> State.DEPRECATED;
            case STATE_RETIRED -> State.RETIRED;
            case STATE_UNSPECIFIED, UNRECOGNIZED -> throw new IllegalArgumentException("a version without a state");
        };
    }
}
