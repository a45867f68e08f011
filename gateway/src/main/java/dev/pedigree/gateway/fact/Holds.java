package dev.pedigree.gateway.fact;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.pedigree.chassis.fault.NotFound;
import dev.pedigree.chassis.fault.Refused;
import dev.pedigree.chassis.fault.Violation;
import dev.pedigree.gateway.upstream.ArtifactClient;
import dev.pedigree.lifecycle.name.ManifestName;
import dev.pedigree.mesh.v1.ArtifactEvidence;
import dev.pedigree.v1.ErrorReason;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Has content held, and shows the same evidence again as long as it is good: what it says stays true until it expires.
/// So a thousand versions of one manifest cost one hold.
public final class Holds {
    /// The registry refuses evidence with less than five minutes left by its own clock, which may differ from ours.
    private static final Duration LEAST_LEFT = Duration.ofMinutes(10);

    private static final int MOST_KEPT = 10_000;

    private final ArtifactClient artifacts;
    private final Clock clock;
    private final Cache<ManifestName, ArtifactEvidence> kept =
            Caffeine.newBuilder().maximumSize(MOST_KEPT).build();

    public Holds(ArtifactClient artifacts, Clock clock) {
        this.artifacts = artifacts;
        this.clock = clock;
    }

    /// Evidence that the manifest and all it lists are there.
    ///
    /// @throws Refused ARTIFACT_MISSING, if they are not
    public ArtifactEvidence hold(ManifestName manifest) {
        return Optional.ofNullable(kept.getIfPresent(manifest))
                .filter(this::isGood)
                .orElseGet(() -> ask(manifest, false));
    }

    /// The same after every object was looked for in the store, which is never taken from memory.
    ArtifactFinding verify(ManifestName manifest) {
        try {
            return ArtifactFinding.present(ask(manifest, true));
        } catch (Refused refused) {
            if (refused.reason() != ErrorReason.ERROR_REASON_ARTIFACT_MISSING) {
                throw refused;
            }
            forget(manifest);
            return ArtifactFinding.missing(manifest.digest(), things(manifest, refused));
        }
    }

    public void forget(ManifestName manifest) {
        kept.invalidate(manifest);
    }

    private ArtifactEvidence ask(ManifestName manifest, boolean verify) {
        try {
            ArtifactEvidence evidence = artifacts.hold(manifest, verify);
            kept.put(manifest, evidence);
            return evidence;
        } catch (NotFound notFound) {
            throw missing(manifest).causedBy(notFound);
        }
    }

    private boolean isGood(ArtifactEvidence evidence) {
        Instant expiry = Instant.ofEpochSecond(evidence.getExpireTime().getSeconds());
        return clock.instant().plus(LEAST_LEFT).isBefore(expiry);
    }

    private static Refused missing(ManifestName manifest) {
        return new Refused(
                ErrorReason.ERROR_REASON_ARTIFACT_MISSING,
                List.of(new Violation(
                        "ARTIFACT_MISSING",
                        manifest.toString(),
                        "%s is not in the store: upload the files and commit it".formatted(manifest))));
    }

    /// For the judge, nothing named means that the manifest itself is missing.
    private static List<String> things(ManifestName manifest, Refused refused) {
        return refused.violations().stream()
                .map(Violation::subject)
                .filter(subject -> !subject.equals(manifest.toString()))
                .toList();
    }
}
