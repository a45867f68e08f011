package dev.pedigree.registry.version;

import dev.pedigree.chassis.fault.FieldViolation;
import dev.pedigree.chassis.fault.Invalid;
import dev.pedigree.lifecycle.Digest;
import dev.pedigree.lifecycle.Kind;
import dev.pedigree.lifecycle.name.AssetName;
import dev.pedigree.lifecycle.name.VersionName;
import dev.pedigree.registry.name.Names;
import dev.pedigree.registry.record.CanonicalJson;
import dev.pedigree.registry.record.InputVersion;
import dev.pedigree.registry.record.Inputs;
import dev.pedigree.registry.record.RecordKind;
import dev.pedigree.registry.schema.SchemaFields;
import dev.pedigree.v1.Annotations;
import dev.pedigree.v1.CreateVersionRequest;
import dev.pedigree.v1.VersionRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A version to be made, read and checked as far as the request alone allows: before any lock, and without the
/// database.
record NewVersion(
        AssetName asset,
        VersionRecord record,
        CanonicalJson json,
        Digest digest,
        List<InputVersion> inputs,
        Annotations annotations) {

    /// @throws Invalid naming every fault at once
    static NewVersion of(CreateVersionRequest request) {
        AssetName asset = Names.read("parent", request.getParent(), AssetName::parse);
        VersionRecord record = request.getRecord();
        List<FieldViolation> faults = new ArrayList<>();
        Optional<Kind> kind = RecordKind.of(record);
        if (!kind.equals(Optional.of(asset.kind()))) {
            faults.add(new FieldViolation(
                    "record", "must be the record of one of the " + asset.kind().collection()));
        }
        List<InputVersion> inputs = Inputs.of(asset, record, faults::add);
        if (record.hasLabelSchema()) {
            faults.addAll(SchemaFields.faults(record.getLabelSchema()));
        }
        if (!faults.isEmpty()) {
            throw new Invalid(faults);
        }
        CanonicalJson json = CanonicalJson.of(record);
        return new NewVersion(asset, record, json, json.digest(), inputs, request.getAnnotations());
    }

    Optional<VersionName> parent() {
        return record.getParentVersion().isEmpty()
                ? Optional.empty()
                : Optional.of(VersionName.parse(record.getParentVersion()));
    }

    /// Whether the version must follow the newest one, so that no correction is lost between two writers.
    boolean followsNewest() {
        return asset.kind() != Kind.MODEL && !record.getBranch();
    }

    Optional<Digest> manifest() {
        return record.getManifestDigest().isEmpty()
                ? Optional.empty()
                : Optional.of(Digest.parse(record.getManifestDigest()));
    }
}
