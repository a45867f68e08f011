package dev.pedigree.gateway.operation;

import dev.pedigree.chassis.fault.Conflict;
import dev.pedigree.gateway.fact.Holds;
import dev.pedigree.gateway.upstream.LabelClient;
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

/// Creates the next version of an asset: has its bytes and its labels held, then writes once.
///
/// Errors: ARTIFACT_MISSING, LEDGER_NOT_FOUND, and what the registry says: ASSET_NOT_FOUND, VERSION_NOT_FOUND,
/// INPUT_RETIRED, PARENT_NOT_NEWEST, SCHEMA_CHANGE_REFUSED, LABELS_STALE, EVIDENCE_STALE,
/// REQUEST_ID_REUSED.
public final class CreateVersion {
    private final Holds holds;
    private final LabelClient labels;
    private final RegistryClient registry;
    private final EarlierReplies earlier;

    public CreateVersion(Holds holds, LabelClient labels, RegistryClient registry, EarlierReplies earlier) {
        this.holds = holds;
        this.labels = labels;
        this.registry = registry;
        this.earlier = earlier;
    }

    public Version run(CreateVersionRequest request) {
        return earlier.orElse(AssetServiceGrpc.getCreateVersionMethod(), request, this::command, this::write);
    }

    private CreateVersionCommand command(CreateVersionRequest request) {
        CreateVersionCommand.Builder command = CreateVersionCommand.newBuilder().setRequest(request);
        manifest(request).map(holds::hold).ifPresent(command::setArtifact);
        ledger(request)
                .map(digest -> labels.hold(
                        AssetName.parse(request.getParent()).project().toString(), digest))
                .ifPresent(command::setLedger);
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

    private static Optional<String> ledger(CreateVersionRequest request) {
        return Optional.of(request.getRecord().getDataset().getLabelLedger().getDigest())
                .filter(digest -> !digest.isEmpty());
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
