package dev.pedigree.lifecycle.gate;

import dev.pedigree.lifecycle.name.PolicyName;
import dev.pedigree.lifecycle.name.VersionName;
import java.util.List;

/// What an environment demands of a model version.
///
/// @param dataset the dataset version that evaluations must be made on to count
/// @param evaluator the evaluator whose evaluations count
/// @param requiredLimitations topics on which a known limitation must be stated with the deployment
/// @param forbidNotStated whether a record that leaves a field `not_stated` is refused
public record DeployPolicy(
        PolicyName name,
        VersionName dataset,
        String evaluator,
        List<Threshold> thresholds,
        List<String> requiredLimitations,
        boolean forbidNotStated) {

    public DeployPolicy {
        thresholds = List.copyOf(thresholds);
        requiredLimitations = List.copyOf(requiredLimitations);
    }
}
