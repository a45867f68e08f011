package dev.pedigree.label.prepare;

import static java.util.stream.Collectors.toUnmodifiableMap;

import dev.pedigree.lifecycle.Digest;
import dev.pedigree.v1.AnnotationGeometry;
import dev.pedigree.v1.LabelClass;
import dev.pedigree.v1.LabelSchemaRecord;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// The classes of a label-schema version, as labels are held against them.
public final class SchemaClasses {
    private final String version;
    private final Digest digest;
    private final AnnotationGeometry drawn;
    private final Map<String, LabelClass> classes;

    /// @param version its resource name
    /// @param digest of its record
    public SchemaClasses(String version, Digest digest, LabelSchemaRecord record) {
        this.version = version;
        this.digest = digest;
        this.drawn = record.getGeometry();
        this.classes =
                record.getClassesList().stream().collect(toUnmodifiableMap(LabelClass::getId, Function.identity()));
    }

    String version() {
        return version;
    }

    Digest digest() {
        return digest;
    }

    /// How its annotations are drawn.
    AnnotationGeometry drawn() {
        return drawn;
    }

    Set<String> ids() {
        return classes.keySet();
    }

    /// Classes whose labels cannot do without attributes.
    Set<String> demanding() {
        return classes.values().stream()
                .filter(known -> known.getAttributesList().stream().anyMatch(attribute -> attribute.getRequired()))
                .map(LabelClass::getId)
                .collect(java.util.stream.Collectors.toUnmodifiableSet());
    }

    /// What is wrong with the attributes of a label of this class; a class that is not known is another fault.
    Optional<String> fault(String id, Optional<String> attributes) {
        return Optional.ofNullable(classes.get(id)).flatMap(known -> AttributeRules.fault(known, attributes));
    }
}
