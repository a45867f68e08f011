package dev.pedigree.registry.deployment;

import dev.pedigree.lifecycle.Digest;
import dev.pedigree.lifecycle.name.DeploymentName;
import dev.pedigree.lifecycle.name.VersionName;
import dev.pedigree.mesh.v1.DeploymentRecord;
import dev.pedigree.registry.name.Times;
import dev.pedigree.v1.Deployment;
import java.time.Instant;
import java.util.Optional;

/// A deployment as it is stored: frozen at its beginning, and its end once that has come.
///
/// @param replaced the deployment that ran when it began
record Stored(
        long id,
        long versionId,
        DeploymentRecord record,
        Digest digest,
        Optional<DeploymentName> replaced,
        Optional<End> end) {

    /// When, by whom and why it was taken out of service.
    record End(Instant at, String actor, String reason) {}

    DeploymentName name() {
        return DeploymentName.parse(record.getDeployment().getName());
    }

    VersionName version() {
        return VersionName.parse(record.getDeployment().getVersion());
    }

    Instant start() {
        return Times.fromWire(record.getDeployment().getStartTime());
    }

    Stored ended(End ended) {
        return new Stored(id, versionId, record, digest, replaced, Optional.of(ended));
    }

    /// As the API shows it.
    Deployment render() {
        Deployment.Builder deployment = record.getDeployment().toBuilder().setState(Deployment.State.STATE_LIVE);
        end.ifPresent(ended -> deployment
                .setState(Deployment.State.STATE_ENDED)
                .setEndTime(Times.toWire(ended.at()))
                .setEndActor(ended.actor())
                .setEndReason(ended.reason()));
        return deployment.build();
    }
}
