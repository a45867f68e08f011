/// What a deployment to an environment must pass. Every revision is kept.
package dev.pedigree.registry.policy;
