package dev.pedigree.label.export;

import dev.pedigree.label.upstream.RegistryClient;
import dev.pedigree.lifecycle.name.VersionName;
import dev.pedigree.v1.LabelClass;
import dev.pedigree.v1.LabelSchemaRecord;
import java.util.LinkedHashMap;
import java.util.Map;

/// A version of a label schema, with a number for every class.
///
/// Classes are numbered as they came up, over all versions from the first on. Their ids are never reused and versions
/// never change, so a class keeps its number for ever.
///
/// @param numbers from 1, by class id
record SchemaLine(String version, LabelSchemaRecord schema, Map<String, Integer> numbers) {
    static SchemaLine read(RegistryClient registry, String version) {
        VersionName name = VersionName.parse(version);
        Map<String, Integer> numbers = new LinkedHashMap<>();
        LabelSchemaRecord schema = LabelSchemaRecord.getDefaultInstance();
        for (long number = 1; number <= name.number(); number++) {
            schema = registry.version(name.asset().version(number).toString())
                    .getRecord()
                    .getLabelSchema();
            for (LabelClass known : schema.getClassesList()) {
                numbers.putIfAbsent(known.getId(), numbers.size() + 1);
            }
        }
        return new SchemaLine(version, schema, numbers);
    }

    int number(String classId) {
        return numbers.get(classId);
    }
}
