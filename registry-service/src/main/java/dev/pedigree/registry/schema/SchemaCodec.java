package dev.pedigree.registry.schema;

import dev.pedigree.lifecycle.schema.Attribute;
import dev.pedigree.lifecycle.schema.AttributeType;
import dev.pedigree.lifecycle.schema.Declarations;
import dev.pedigree.lifecycle.schema.Geometry;
import dev.pedigree.lifecycle.schema.LabelSchema;
import dev.pedigree.lifecycle.schema.Mode;
import dev.pedigree.lifecycle.schema.SchemaClass;
import dev.pedigree.v1.AddedClass;
import dev.pedigree.v1.AnnotationGeometry;
import dev.pedigree.v1.CompatibilityMode;
import dev.pedigree.v1.LabelAttribute;
import dev.pedigree.v1.LabelCardinality;
import dev.pedigree.v1.LabelClass;
import dev.pedigree.v1.LabelSchemaRecord;
import dev.pedigree.v1.MergedClass;
import dev.pedigree.v1.SchemaDeclarations;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Reads the record of a label schema as the rule book sees it. The record has kept its field rules.
public final class SchemaCodec {
    private SchemaCodec() {}

    public static LabelSchema parse(LabelSchemaRecord record) {
        return new LabelSchema(
                LabelSchema.byId(record.getClassesList().stream()
                        .map(SchemaCodec::labelClass)
                        .toList()),
                geometry(record.getGeometry()),
                record.getCardinality() == LabelCardinality.LABEL_CARDINALITY_MULTIPLE,
                record.getGuideline().getValue().getDigest(),
                mode(record.getMode()),
                declarations(record.getDeclarations()));
    }

    private static SchemaClass labelClass(LabelClass stated) {
        return SchemaClass.of(
                stated.getId(),
                stated.getName(),
                stated.getDefinition(),
                Optional.of(stated.getParentClass()).filter(parent -> !parent.isEmpty()),
                stated.getAttributesList().stream().map(SchemaCodec::attribute).toList());
    }

    private static Attribute attribute(LabelAttribute stated) {
        return new Attribute(
                stated.getId(), type(stated), new HashSet<>(stated.getAllowedValuesList()), stated.getRequired());
    }

    private static AttributeType type(LabelAttribute stated) {
        return switch (stated.getType()) {
            case ATTRIBUTE_TYPE_TEXT -> AttributeType.TEXT;
            case ATTRIBUTE_TYPE_INTEGER -> AttributeType.INTEGER;
            case ATTRIBUTE_TYPE_NUMBER -> AttributeType.NUMBER;
            case ATTRIBUTE_TYPE_BOOLEAN -> AttributeType.BOOLEAN;
            case ATTRIBUTE_TYPE_CHOICE -> AttributeType.CHOICE;
            case ATTRIBUTE_TYPE_UNSPECIFIED, UNRECOGNIZED ->
                throw new IllegalArgumentException("attribute %s has no type".formatted(stated.getId()));
        };
    }

    private static Geometry geometry(AnnotationGeometry stated) {
        return switch (stated) {
            case ANNOTATION_GEOMETRY_WHOLE_ITEM -> Geometry.WHOLE_ITEM;
            case ANNOTATION_GEOMETRY_BOX -> Geometry.BOX;
            case ANNOTATION_GEOMETRY_POLYGON -> Geometry.POLYGON;
            case ANNOTATION_GEOMETRY_MASK -> Geometry.MASK;
            case ANNOTATION_GEOMETRY_SPAN -> Geometry.SPAN;
            case ANNOTATION_GEOMETRY_KEYPOINTS -> Geometry.KEYPOINTS;
            case ANNOTATION_GEOMETRY_RANKING -> Geometry.RANKING;
            case ANNOTATION_GEOMETRY_UNSPECIFIED, UNRECOGNIZED ->
                throw new IllegalArgumentException("a label schema without a geometry");
        };
    }

    private static Mode mode(CompatibilityMode stated) {
        return switch (stated) {
            case COMPATIBILITY_MODE_NONE -> Mode.NONE;
            case COMPATIBILITY_MODE_BACKWARD -> Mode.BACKWARD;
            case COMPATIBILITY_MODE_BACKWARD_TRANSITIVE -> Mode.BACKWARD_TRANSITIVE;
            case COMPATIBILITY_MODE_FORWARD -> Mode.FORWARD;
            case COMPATIBILITY_MODE_FORWARD_TRANSITIVE -> Mode.FORWARD_TRANSITIVE;
            case COMPATIBILITY_MODE_FULL -> Mode.FULL;
            case COMPATIBILITY_MODE_FULL_TRANSITIVE -> Mode.FULL_TRANSITIVE;
            case COMPATIBILITY_MODE_UNSPECIFIED, UNRECOGNIZED -> Mode.DEFAULT;
        };
    }

    private static Declarations declarations(SchemaDeclarations stated) {
        return new Declarations(
                stated.getAddedList().stream()
                        .collect(Collectors.toMap(
                                AddedClass::getClassId,
                                added -> Set.copyOf(added.getSplitFrom().getIdsList()))),
                stated.getMergedList().stream()
                        .collect(Collectors.toMap(MergedClass::getClassId, MergedClass::getInto)),
                Set.copyOf(stated.getRedefinedList()));
    }
}
