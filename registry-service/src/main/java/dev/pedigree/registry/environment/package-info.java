/// Where versions of a model run: an environment, what runs there now, and the etag that guards it.
///
/// Start at [dev.pedigree.registry.environment.Environments].
package dev.pedigree.registry.environment;
