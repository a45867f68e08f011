package dev.pedigree.lifecycle.gate;

import dev.pedigree.lifecycle.Digest;
import dev.pedigree.lifecycle.name.EvaluationName;
import dev.pedigree.lifecycle.name.VersionName;
import java.util.Map;
import java.util.OptionalDouble;

/// A stored evaluation: what `evaluator` measured of the bytes `manifest` on the dataset version `dataset`.
public record EvaluationFact(
        EvaluationName name, VersionName dataset, String evaluator, Digest manifest, Map<Metric, Double> metrics) {

    public EvaluationFact {
        metrics = Map.copyOf(metrics);
    }

    /// Whether the policy reads this evaluation as one of `version`.
    boolean counts(DeployPolicy policy, VersionName version) {
        return name.version().equals(version)
                && evaluator.equals(policy.evaluator())
                && dataset.equals(policy.dataset());
    }

    OptionalDouble value(Metric metric) {
        Double value = metrics.get(metric);
        return value == null || !Double.isFinite(value) ? OptionalDouble.empty() : OptionalDouble.of(value);
    }
}
