/// What evaluators measured of model versions. Append-only; the newest that counts decides a deployment.
package dev.pedigree.registry.evaluation;
