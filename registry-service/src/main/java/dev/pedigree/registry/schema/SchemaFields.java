package dev.pedigree.registry.schema;

import dev.pedigree.chassis.fault.FieldViolation;
import dev.pedigree.lifecycle.schema.Hierarchy;
import dev.pedigree.v1.LabelSchemaRecord;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// The rules between classes of a label schema, which rules on single fields cannot say.
public final class SchemaFields {
    private SchemaFields() {}

    public static List<FieldViolation> faults(LabelSchemaRecord record) {
        Map<String, String> faults = Hierarchy.faults(SchemaCodec.parse(record).classes());
        return IntStream.range(0, record.getClassesCount())
                .filter(index -> faults.containsKey(record.getClasses(index).getId()))
                .mapToObj(index -> new FieldViolation(
                        "record.label_schema.classes[%d].parent_class".formatted(index),
                        faults.get(record.getClasses(index).getId())))
                .toList();
    }
}
