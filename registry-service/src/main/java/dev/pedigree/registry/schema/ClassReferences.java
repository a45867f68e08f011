package dev.pedigree.registry.schema;

import dev.pedigree.chassis.fault.FieldViolation;
import dev.pedigree.chassis.fault.Invalid;
import dev.pedigree.lifecycle.name.VersionName;
import dev.pedigree.v1.AutoLabelThreshold;
import dev.pedigree.v1.ClassCount;
import dev.pedigree.v1.ClassMapping;
import dev.pedigree.v1.DatasetRecord;
import dev.pedigree.v1.SchemaChange;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jooq.DSLContext;

/// Whether the classes that a dataset version's record names are classes of its schema. A name that the schema does not
/// have would pass every question about that class.
public final class ClassReferences {
    private static final String RECORD = "record.dataset.";

    private final List<FieldViolation> faults = new ArrayList<>();

    private ClassReferences() {}

    /// @param inputs row ids of all that the record points at
    /// @throws Invalid naming every one that is not
    public static void check(
            DSLContext sql, SchemaHistory history, DatasetRecord record, Map<VersionName, Long> inputs) {
        if (!record.getLabelSchema().hasValue()) {
            return;
        }
        Function<String, Set<String>> classes =
                version -> history.classIds(sql, inputs.get(VersionName.parse(version)));
        ClassReferences references = new ClassReferences();
        references.check(record, classes.apply(record.getLabelSchema().getValue()));
        if (record.getChange().hasSchema()) {
            SchemaChange change = record.getChange().getSchema();
            references.mappedFrom(change, classes.apply(change.getFromLabelSchema()));
        }
        if (!references.faults.isEmpty()) {
            throw new Invalid(references.faults);
        }
    }

    private void check(DatasetRecord record, Set<String> classes) {
        counts(
                "label_statistics.declared.distribution",
                record.getLabelStatistics().getDeclared().getDistributionList(),
                classes);
        counts("change.additive.distribution", record.getChange().getAdditive().getDistributionList(), classes);
        List<AutoLabelThreshold> thresholds =
                record.getAutoLabelThresholds().getValue().getThresholdsList();
        for (int index = 0; index < thresholds.size(); index++) {
            String id = thresholds.get(index).getClassId();
            if (!id.isEmpty()) { // empty stands for all
                one("auto_label_thresholds.value.thresholds[%d].class_id".formatted(index), id, classes);
            }
        }
        List<ClassMapping> mapping = record.getChange().getSchema().getMappingList();
        for (int index = 0; index < mapping.size(); index++) {
            for (String target : mapping.get(index).getToClassesList()) {
                one("change.schema.mapping[%d].to_classes".formatted(index), target, classes);
            }
        }
    }

    private void mappedFrom(SchemaChange change, Set<String> classes) {
        for (int index = 0; index < change.getMappingCount(); index++) {
            one(
                    "change.schema.mapping[%d].from_class".formatted(index),
                    change.getMapping(index).getFromClass(),
                    classes);
        }
    }

    private void counts(String field, List<ClassCount> counts, Set<String> classes) {
        for (int index = 0; index < counts.size(); index++) {
            one("%s[%d].class_id".formatted(field, index), counts.get(index).getClassId(), classes);
        }
    }

    private void one(String field, String classId, Set<String> classes) {
        if (!classes.contains(classId)) {
            faults.add(new FieldViolation(RECORD + field, "'%s' is no class of the label schema".formatted(classId)));
        }
    }
}
