/// Model versions in environments over time: deploy, roll back, end, and what ran when.
///
/// Start at [dev.pedigree.registry.deployment.DeployVersion], then [dev.pedigree.registry.deployment.Succession].
package dev.pedigree.registry.deployment;
