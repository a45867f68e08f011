package dev.pedigree.registry.policy;

import dev.pedigree.lifecycle.gate.Bound;
import dev.pedigree.lifecycle.gate.Comparison;
import dev.pedigree.lifecycle.gate.DeployPolicy;
import dev.pedigree.lifecycle.gate.Metric;
import dev.pedigree.lifecycle.gate.Threshold;
import dev.pedigree.lifecycle.name.PolicyName;
import dev.pedigree.lifecycle.name.VersionName;

/// Reads a policy as the rule book sees it.
public final class PolicyCodec {

    private PolicyCodec() {}

    public static DeployPolicy parse(dev.pedigree.v1.DeployPolicy policy) {
        return new DeployPolicy(
                PolicyName.parse(policy.getName()),
                VersionName.parse(policy.getDatasetVersion()),
                policy.getEvaluator(),
                policy.getThresholdsList().stream().map(PolicyCodec::parse).toList(),
                policy.getRequiredLimitationsList(),
                policy.getForbidNotStated());
    }

    private static Threshold parse(dev.pedigree.v1.Threshold threshold) {
        return new Threshold(
                new Metric(threshold.getMetric(), threshold.getSlice()),
                comparison(threshold.getComparison()),
                bound(threshold));
    }

    private static Comparison comparison(dev.pedigree.v1.Comparison comparison) {
        return switch (comparison) {
            case COMPARISON_AT_LEAST -> Comparison.AT_LEAST;
            case COMPARISON_AT_MOST -> Comparison.AT_MOST;
            case COMPARISON_UNSPECIFIED, UNRECOGNIZED ->
                throw new IllegalArgumentException("a threshold without a comparison");
        };
    }

    private static Bound bound(dev.pedigree.v1.Threshold threshold) {
        return switch (threshold.getBoundCase()) {
            case ABSOLUTE -> new Bound.Absolute(threshold.getAbsolute());
            case RELATIVE_TO_CURRENT -> new Bound.RelativeToCurrent(threshold.getRelativeToCurrent());
            case BOUND_NOT_SET -> throw new IllegalArgumentException("a threshold without a bound");
        };
    }
}
