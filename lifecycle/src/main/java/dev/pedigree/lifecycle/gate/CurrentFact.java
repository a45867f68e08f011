package dev.pedigree.lifecycle.gate;

import dev.pedigree.lifecycle.name.DeploymentName;
import dev.pedigree.lifecycle.name.VersionName;
import java.util.Optional;

/// What runs in the environment now.
///
/// @param evaluation the newest evaluation of its version by the policy's evaluator on the policy's dataset version
public record CurrentFact(DeploymentName deployment, VersionName version, Optional<EvaluationFact> evaluation) {}
