/// Labels that a change of their schema made stale: which they are, and what somebody found about them.
///
/// Start at [dev.pedigree.registry.review.LearnedLabels].
package dev.pedigree.registry.review;
