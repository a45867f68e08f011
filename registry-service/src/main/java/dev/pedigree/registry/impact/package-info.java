/// What a change of a label schema touches: labels, the models that learned from them, and where these run.
package dev.pedigree.registry.impact;
