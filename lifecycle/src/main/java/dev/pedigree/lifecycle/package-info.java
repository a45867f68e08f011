/// The rules of the product, without any machinery: states, verbs, names, digests, gates, roles.
///
/// Start at [dev.pedigree.lifecycle.Lifecycle], then [dev.pedigree.lifecycle.gate.Judge].
package dev.pedigree.lifecycle;
