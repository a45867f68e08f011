package dev.pedigree.registry.record;

import dev.pedigree.v1.DatasetRecord;
import dev.pedigree.v1.ModelRecord;
import dev.pedigree.v1.Role;
import dev.pedigree.v1.VersionFact;
import dev.pedigree.v1.VersionRecord;
import dev.pedigree.v1.VersionsFact;
import java.util.ArrayList;
import java.util.List;

/// Finds every version that a record points at.
final class InputReferences {
    private final List<InputReference> found = new ArrayList<>();

    private InputReferences() {}

    /// In the order of the record's fields.
    static List<InputReference> of(VersionRecord record) {
        InputReferences references = new InputReferences();
        references.one(Role.ROLE_PARENT, "record.parent_version", record.getParentVersion());
        switch (record.getRecordCase()) {
            case DATASET -> references.dataset(record.getDataset());
            case MODEL -> references.model(record.getModel());
            case LABEL_SCHEMA, RECORD_NOT_SET -> {}
        }
        return references.found;
    }

    private void dataset(DatasetRecord record) {
        fact(Role.ROLE_LABEL_SCHEMA, "record.dataset.label_schema", record.getLabelSchema());
        one(
                Role.ROLE_LABEL_SCHEMA,
                "record.dataset.change.schema.from_label_schema",
                record.getChange().getSchema().getFromLabelSchema());
        facts(Role.ROLE_SOURCE, "record.dataset.sources", record.getSources());
    }

    private void model(ModelRecord record) {
        facts(Role.ROLE_TRAINING, "record.model.training_data", record.getTrainingData());
        facts(Role.ROLE_VALIDATION, "record.model.validation_data", record.getValidationData());
        facts(Role.ROLE_TEST, "record.model.test_data", record.getTestData());
        fact(Role.ROLE_BASE_MODEL, "record.model.base_model", record.getBaseModel());
        one(
                Role.ROLE_TEST,
                "record.model.quality_baseline.value.dataset_version",
                record.getQualityBaseline().getValue().getDatasetVersion());
    }

    private void facts(Role role, String field, VersionsFact fact) {
        List<String> versions = fact.getValue().getVersionsList();
        for (int index = 0; index < versions.size(); index++) {
            one(role, field + ".value.versions[" + index + "]", versions.get(index));
        }
    }

    private void fact(Role role, String field, VersionFact fact) {
        one(role, field + ".value", fact.getValue());
    }

    private void one(Role role, String field, String version) {
        if (!version.isEmpty()) {
            found.add(new InputReference(role, field, version));
        }
    }
}
