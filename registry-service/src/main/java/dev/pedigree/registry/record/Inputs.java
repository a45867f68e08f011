package dev.pedigree.registry.record;

import dev.pedigree.chassis.fault.FieldViolation;
import dev.pedigree.lifecycle.InvalidName;
import dev.pedigree.lifecycle.Kind;
import dev.pedigree.lifecycle.name.AssetName;
import dev.pedigree.lifecycle.name.VersionName;
import dev.pedigree.v1.Role;
import dev.pedigree.v1.VersionRecord;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/// The versions a new version is made from, each once per role.
public final class Inputs {
    private Inputs() {}

    /// @param faults hears of every input that cannot be one: of another project, or of the wrong kind
    public static List<InputVersion> of(AssetName asset, VersionRecord record, Consumer<FieldViolation> faults) {
        Set<InputVersion> inputs = new LinkedHashSet<>();
        for (InputReference reference : InputReferences.of(record)) {
            Optional<String> fault = fault(asset, reference);
            fault.ifPresentOrElse(
                    description -> faults.accept(new FieldViolation(reference.field(), description)),
                    () -> inputs.add(new InputVersion(reference.role(), VersionName.parse(reference.version()))));
        }
        return List.copyOf(inputs);
    }

    /// The same for a record that was stored: it has no faults.
    public static List<InputVersion> ofStored(AssetName asset, VersionRecord record) {
        return of(asset, record, _ -> {});
    }

    private static Optional<String> fault(AssetName asset, InputReference reference) {
        VersionName version;
        try {
            version = VersionName.parse(reference.version());
        } catch (InvalidName invalid) {
            return Optional.of(invalid.getMessage());
        }
        if (!version.project().equals(asset.project())) {
            return Optional.of("must be of the same project, " + asset.project());
        }
        if (reference.role() == Role.ROLE_PARENT && !version.asset().equals(asset)) {
            return Optional.of("must be a version of " + asset);
        }
        return expected(reference.role(), asset)
                .filter(kind -> kind != version.kind())
                .map(kind -> "must be one of the " + kind.collection());
    }

    private static Optional<Kind> expected(Role role, AssetName asset) {
        return switch (role) {
            case ROLE_TRAINING, ROLE_VALIDATION, ROLE_TEST, ROLE_SOURCE -> Optional.of(Kind.DATASET);
            case ROLE_BASE_MODEL -> Optional.of(Kind.MODEL);
            case ROLE_LABEL_SCHEMA -> Optional.of(Kind.LABEL_SCHEMA);
            case ROLE_PARENT -> Optional.of(asset.kind());
            case ROLE_UNSPECIFIED, UNRECOGNIZED -> Optional.empty();
        };
    }
}
