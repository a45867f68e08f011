package dev.pedigree.registry.environment;

import dev.pedigree.lifecycle.name.EnvironmentName;
import dev.pedigree.registry.name.Etag;
import java.util.Optional;

/// A place where versions of one model run, one at a time.
///
/// @param revision moves with every policy, deployment and end; the etag says it
/// @param deploymentCount the number of the newest deployment
/// @param current id of the live deployment
public record Environment(
        long id,
        EnvironmentName name,
        long revision,
        long policyRevision,
        int deploymentCount,
        Optional<Long> current) {

    public String etag() {
        return Etag.of(name, revision);
    }

    /// Refuses a caller who decided on another state of this environment.
    public Environment requireEtag(String given) {
        Etag.require(given, name, revision);
        return this;
    }

    /// As it is once its next policy is set.
    public Environment withNextPolicy() {
        return new Environment(id, name, revision + 1, policyRevision + 1, deploymentCount, current);
    }

    /// As it is once this deployment has begun.
    public Environment running(long deployment) {
        return new Environment(id, name, revision + 1, policyRevision, deploymentCount + 1, Optional.of(deployment));
    }

    /// As it is once nothing runs any more.
    public Environment idle() {
        return new Environment(id, name, revision + 1, policyRevision, deploymentCount, Optional.empty());
    }
}
