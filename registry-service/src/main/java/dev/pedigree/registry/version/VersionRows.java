package dev.pedigree.registry.version;

import dev.pedigree.lifecycle.Digest;
import dev.pedigree.lifecycle.State;
import dev.pedigree.lifecycle.name.VersionName;
import dev.pedigree.mesh.v1.LedgerEvidence;
import dev.pedigree.registry.mutation.Mutation;
import dev.pedigree.registry.name.Times;
import dev.pedigree.registry.record.InputVersion;
import dev.pedigree.registry.record.VersionChange;
import dev.pedigree.registry.schema.Labelled;
import dev.pedigree.v1.Annotations;
import dev.pedigree.v1.Version;
import java.util.Map;

/// Everything that is written of a new version.
final class VersionRows {
    private static final String VERSION = """
            insert into version (id, asset_id, number, record, record_digest, manifest_digest, creator, created_at)
            values (?, ?, ?, ?, ?, ?, ?, ?)""";

    private static final String STATE =
            "insert into version_state (version_id, description, tags, updated_at) values (?, ?, ?::jsonb, ?)";

    private static final String ANNOTATION = """
            insert into annotation (version_id, revision, description, tags, actor, at)
            values (?, 1, ?, ?::jsonb, ?, ?)""";

    private static final String EDGES = """
            insert into edge (source, relation, target)
            select ?, relation, target from unnest(?::text[], ?::bigint[]) as given (relation, target)""";

    private final NewVersion wanted;
    private final NewVersionId id;
    private final long asset;
    private final String creator;
    private final VersionName name;

    VersionRows(NewVersion wanted, NewVersionId id, long asset, String creator) {
        this.wanted = wanted;
        this.id = id;
        this.asset = asset;
        this.creator = creator;
        this.name = wanted.asset().version(id.number());
    }

    /// @param ledger what the label ledger that the record names says, if it names one
    Version write(Mutation mutation, Map<VersionName, Long> inputs, LedgerEvidence ledger) {
        Version version = version();
        mutation.write(
                VERSION,
                id.id(),
                asset,
                id.number(),
                wanted.json().text(),
                wanted.digest().bytes(),
                wanted.manifest().map(Digest::bytes).orElse(null),
                creator,
                Times.toDriver(id.time()));
        annotate(mutation, wanted.annotations());
        connect(mutation, inputs);
        Labelled.of(wanted.record(), ledger)
                .ifPresent(labelled -> labelled.write(mutation, id.id(), inputs.get(labelled.schema())));
        VersionLabels.write(mutation, id.id(), ledger);
        mutation.change(VersionChange.of(version, 1), id.time());
        return version;
    }

    private Version version() {
        Version frozen = FrozenPart.of(name, wanted.record(), wanted.digest(), wanted.inputs(), creator, id.time());
        return new StateRow(id.id(), State.REGISTERED, 1, wanted.annotations(), id.time()).applyTo(frozen);
    }

    private void annotate(Mutation mutation, Annotations annotations) {
        String tags = TagsJson.print(annotations.getTagsMap());
        mutation.write(STATE, id.id(), annotations.getDescription(), tags, Times.toDriver(id.time()));
        if (!annotations.equals(Annotations.getDefaultInstance())) {
            mutation.write(ANNOTATION, id.id(), annotations.getDescription(), tags, creator, Times.toDriver(id.time()));
        }
    }

    private void connect(Mutation mutation, Map<VersionName, Long> inputs) {
        if (!wanted.inputs().isEmpty()) {
            mutation.write(
                    EDGES,
                    id.id(),
                    wanted.inputs().stream().map(InputVersion::relation).toArray(String[]::new),
                    wanted.inputs().stream()
                            .map(input -> inputs.get(input.version()))
                            .toArray(Long[]::new));
        }
    }
}
