package dev.pedigree.registry.version;

import dev.pedigree.chassis.fault.Conflict;
import dev.pedigree.chassis.fault.Refused;
import dev.pedigree.chassis.fault.Violation;
import dev.pedigree.lifecycle.State;
import dev.pedigree.lifecycle.name.VersionName;
import dev.pedigree.mesh.v1.CreateVersionCommand;
import dev.pedigree.mesh.v1.LedgerEvidence;
import dev.pedigree.registry.mutation.Mutation;
import dev.pedigree.registry.mutation.Mutations;
import dev.pedigree.registry.mutation.PublicMethod;
import dev.pedigree.registry.name.AssetIds;
import dev.pedigree.registry.name.VersionIds;
import dev.pedigree.registry.record.InputVersion;
import dev.pedigree.registry.review.MovedLabels;
import dev.pedigree.registry.schema.ClassReferences;
import dev.pedigree.registry.schema.NewSchemaVersion;
import dev.pedigree.registry.schema.SchemaHistory;
import dev.pedigree.v1.AssetServiceGrpc;
import dev.pedigree.v1.CreateVersionRequest;
import dev.pedigree.v1.ErrorReason;
import dev.pedigree.v1.Version;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Creates the next version of an asset, at once and for ever.
///
/// Input states are share-locked first, so that none is retired meanwhile; the number is taken last, since whoever
/// has it makes every other writer to the asset wait.
///
/// Errors: FIELDS_INVALID, ASSET_NOT_FOUND, VERSION_NOT_FOUND, INPUT_RETIRED, EVIDENCE_STALE, PARENT_NOT_NEWEST,
/// SCHEMA_CHANGE_REFUSED, LABELS_STALE.
public final class CreateVersion {
    private static final PublicMethod<CreateVersionRequest, Version> METHOD =
            PublicMethod.of(AssetServiceGrpc.getCreateVersionMethod());

    private final Mutations mutations;
    private final AssetIds assets;
    private final VersionIds versions;
    private final SchemaHistory schemas;
    private final MovedLabels moved;

    public CreateVersion(
            Mutations mutations, AssetIds assets, VersionIds versions, SchemaHistory schemas, MovedLabels moved) {
        this.mutations = mutations;
        this.assets = assets;
        this.versions = versions;
        this.schemas = schemas;
        this.moved = moved;
    }

    public Version create(CreateVersionCommand command) {
        NewVersion wanted = NewVersion.of(command.getRequest());
        return mutations.run(METHOD, command.getRequest(), mutation -> {
            EvidenceCheck.require(wanted.record().getManifestDigest(), command.getArtifact(), mutation.begun());
            return create(mutation, wanted, command.getLedger());
        });
    }

    private Version create(Mutation mutation, NewVersion wanted, LedgerEvidence ledger) {
        long asset = assets.require(mutation.sql(), wanted.asset());
        Map<VersionName, Long> inputs = versions.requireAll(
                mutation.sql(),
                wanted.inputs().stream().map(InputVersion::version).distinct().toList());
        ClassReferences.check(mutation.sql(), schemas, wanted.record().getDataset(), inputs);
        LedgerCheck.require(wanted.record(), ledger, mutation.begun(), parentLedger(mutation, wanted, inputs));
        NewVersionId.Taken taken = NewVersionId.take(mutation.sql(), asset, inputs.values());
        requireLive(wanted, inputs, taken.inputs());
        requireNewestParent(wanted, taken.id());
        wanted.parent()
                .filter(_ -> wanted.record().hasDataset())
                .ifPresent(parent -> moved.check(mutation.sql(), wanted.record(), inputs.get(parent), ledger));
        VersionRows rows = new VersionRows(wanted, taken.id(), asset, mutation.actor());
        if (!wanted.record().hasLabelSchema()) {
            return rows.write(mutation, inputs, ledger);
        }
        Optional<NewSchemaVersion> change = NewSchemaVersion.judge(
                mutation.sql(),
                schemas,
                asset,
                wanted.asset().version(taken.id().number()),
                wanted.record().getLabelSchema());
        Version version = rows.write(mutation, inputs, ledger);
        change.ifPresent(made -> made.write(mutation, taken.id().id()));
        return change.map(made -> version.toBuilder().setSchemaDiff(made.diff()).build())
                .orElse(version);
    }

    private static String parentLedger(Mutation mutation, NewVersion wanted, Map<VersionName, Long> inputs) {
        return wanted.parent()
                .filter(_ -> wanted.record().getDataset().hasLabelLedger())
                .map(parent -> VersionLabels.ledger(mutation.sql(), inputs.get(parent)))
                .orElse("");
    }

    /// A label schema may follow a retired version: the next one states everything anew, and a schema that must follow
    /// its newest version would else end with it.
    private static void requireLive(NewVersion wanted, Map<VersionName, Long> inputs, Map<Long, State> states) {
        Optional<VersionName> exempt = wanted.record().hasLabelSchema() ? wanted.parent() : Optional.empty();
        List<Violation> retired = inputs.keySet().stream()
                .filter(name -> !exempt.equals(Optional.of(name)))
                .filter(name -> states.get(inputs.get(name)) == State.RETIRED)
                .map(name -> new Violation("INPUT_RETIRED", name.toString(), name + " is retired"))
                .toList();
        if (!retired.isEmpty()) {
            throw new Refused(ErrorReason.ERROR_REASON_INPUT_RETIRED, retired);
        }
    }

    private static void requireNewestParent(NewVersion wanted, NewVersionId id) {
        int newest = id.number() - 1;
        long parent = wanted.parent().map(VersionName::number).orElse(0L);
        if (wanted.followsNewest() && parent != newest) {
            String name = wanted.asset().version(newest).toString();
            throw new Conflict(
                    ErrorReason.ERROR_REASON_PARENT_NOT_NEWEST,
                    Optional.of(wanted.record().getParentVersion())
                                    .filter(text -> !text.isEmpty())
                                    .map(text -> text + " is not the newest version")
                                    .orElse("parent_version is required")
                            + ": follow " + name,
                    Map.of("newest", name));
        }
    }
}
