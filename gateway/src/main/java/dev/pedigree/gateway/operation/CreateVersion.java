package dev.pedigree.gateway.operation;

import dev.pedigree.chassis.fault.Conflict;
import dev.pedigree.gateway.fact.Holds;
import dev.pedigree.gateway.upstream.RegistryClient;
import dev.pedigree.lifecycle.Digest;
import dev.pedigree.lifecycle.name.AssetName;
import dev.pedigree.lifecycle.name.ManifestName;
import dev.pedigree.mesh.v1.CreateVersionCommand;
import dev.pedigree.v1.AssetServiceGrpc;
import dev.pedigree.v1.CreateVersionRequest;
import dev.pedigree.v1.ErrorReason;
import dev.pedigree.v1.Version;
import java.util.Optional;

/// Creates the next version of an asset: has its bytes held, then writes once.
///
/// Errors: ARTIFACT_MISSING, and what the registry says: ASSET_NOT_FOUND, VERSION_NOT_FOUND, INPUT_RETIRED,
/// PARENT_NOT_NEWEST, EVIDENCE_STALE, REQUEST_ID_REUSED.
public final class CreateVersion {
    private final Holds holds;
    private final RegistryClient registry;
    private final EarlierReplies earlier;

    public CreateVersion(Holds holds, RegistryClient registry, EarlierReplies earlier) {
        this.holds = holds;
        this.registry = registry;
        this.earlier = earlier;
    }

    public Version run(CreateVersionRequest request) {
        return earlier.orElse(AssetServiceGrpc.getCreateVersionMethod(), request, this::command, this::write);
    }

    private CreateVersionCommand command(CreateVersionRequest request) {
        CreateVersionCommand.Builder command = CreateVersionCommand.newBuilder().setRequest(request);
        manifest(request).map(holds::hold).ifPresent(command::setArtifact);
        return command.build();
    }

    private Version write(CreateVersionCommand command) {
        try {
            return registry.create(command);
        } catch (Conflict conflict) {
            if (conflict.reason() == ErrorReason.ERROR_REASON_EVIDENCE_STALE) {
                manifest(command.getRequest()).ifPresent(holds::forget);
            }
            throw conflict;
        }
    }

    /// A label schema may come without files.
    private static Optional<ManifestName> manifest(CreateVersionRequest request) {
        String digest = request.getRecord().getManifestDigest();
        return digest.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new ManifestName(AssetName.parse(request.getParent()).project(), Digest.parse(digest)));
    }
}
