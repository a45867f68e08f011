package dev.pedigree.lifecycle.schema;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A class of a label schema.
///
/// @param id never used for anything else
/// @param parent the class above it
/// @param attributes by id
public record SchemaClass(
        String id, String name, String definition, Optional<String> parent, Map<String, Attribute> attributes) {

    public SchemaClass {
        attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
    }

    public static SchemaClass of(
            String id, String name, String definition, Optional<String> parent, List<Attribute> attributes) {
        Map<String, Attribute> byId = new LinkedHashMap<>();
        attributes.forEach(attribute -> byId.put(attribute.id(), attribute));
        return new SchemaClass(id, name, definition, parent, byId);
    }
}
