package dev.pedigree.lifecycle.schema;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// A version of a label schema, as far as labels are concerned.
///
/// @param classes by id, in the order of the record
/// @param several whether an item may have several labels
/// @param guideline digest of the guideline document; empty: none is given
/// @param mode what the next versions may do
/// @param declarations what this version says it changes
public record LabelSchema(
        Map<String, SchemaClass> classes,
        Geometry geometry,
        boolean several,
        String guideline,
        Mode mode,
        Declarations declarations) {

    public LabelSchema {
        classes = Collections.unmodifiableMap(new LinkedHashMap<>(classes));
    }

    public static Map<String, SchemaClass> byId(Collection<SchemaClass> classes) {
        Map<String, SchemaClass> byId = new LinkedHashMap<>();
        classes.forEach(each -> byId.put(each.id(), each));
        return byId;
    }

    boolean has(String classId) {
        return classes.containsKey(classId);
    }
}
