package dev.pedigree.registry.record;

import dev.pedigree.lifecycle.Kind;
import dev.pedigree.v1.LineageKind;
import dev.pedigree.v1.VersionRecord;
import java.util.Optional;

/// Between the kinds of the rule book and those of the wire.
public final class RecordKind {
    private RecordKind() {}

    /// Empty when the record says nothing.
    public static Optional<Kind> of(VersionRecord record) {
        return switch (record.getRecordCase()) {
            case DATASET -> Optional.of(Kind.DATASET);
            case MODEL -> Optional.of(Kind.MODEL);
            case LABEL_SCHEMA -> Optional.of(Kind.LABEL_SCHEMA);
            case RECORD_NOT_SET -> Optional.empty();
        };
    }

    public static dev.pedigree.v1.Kind toWire(Kind kind) {
        return switch (kind) {
            case DATASET -> dev.pedigree.v1.Kind.KIND_DATASET;
            case MODEL -> dev.pedigree.v1.Kind.KIND_MODEL;
            case LABEL_SCHEMA -> dev.pedigree.v1.Kind.KIND_LABEL_SCHEMA;
        };
    }

    public static Optional<Kind> fromWire(dev.pedigree.v1.Kind kind) {
        return switch (kind) {
            case KIND_DATASET -> Optional.of(Kind.DATASET);
            case KIND_MODEL -> Optional.of(Kind.MODEL);
            case KIND_LABEL_SCHEMA -> Optional.of(Kind.LABEL_SCHEMA);
            case KIND_UNSPECIFIED, UNRECOGNIZED -> Optional.empty();
        };
    }

    public static LineageKind toLineage(Kind kind) {
        return switch (kind) {
            case DATASET -> LineageKind.LINEAGE_KIND_DATASET_VERSION;
            case MODEL -> LineageKind.LINEAGE_KIND_MODEL_VERSION;
            case LABEL_SCHEMA -> LineageKind.LINEAGE_KIND_LABEL_SCHEMA_VERSION;
        };
    }
}
