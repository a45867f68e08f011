package dev.pedigree.label.prepare;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import com.google.protobuf.util.JsonFormat;
import dev.pedigree.v1.LabelAttribute;
import dev.pedigree.v1.LabelClass;
import java.util.Map;
import java.util.Optional;

/// Whether the attributes of a label are those that its class has.
final class AttributeRules {
    private AttributeRules() {}

    static Optional<String> fault(LabelClass known, Optional<String> attributes) {
        Struct.Builder object = Struct.newBuilder();
        try {
            if (attributes.isPresent()) {
                JsonFormat.parser().merge(attributes.get(), object);
            }
        } catch (InvalidProtocolBufferException _) {
            return Optional.of("the attributes are no JSON object");
        }
        return fault(known, object.getFieldsMap());
    }

    private static Optional<String> fault(LabelClass known, Map<String, Value> given) {
        for (String id : given.keySet()) {
            if (known.getAttributesList().stream()
                    .noneMatch(attribute -> attribute.getId().equals(id))) {
                return Optional.of("%s has no attribute %s".formatted(known.getId(), id));
            }
        }
        return known.getAttributesList().stream()
                .map(attribute -> fault(attribute, Optional.ofNullable(given.get(attribute.getId()))))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<String> fault(LabelAttribute attribute, Optional<Value> given) {
        if (given.isEmpty()) {
            return attribute.getRequired() ? Optional.of(attribute.getId() + " is missing") : Optional.empty();
        }
        return fits(attribute, given.get())
                ? Optional.empty()
                : Optional.of("%s allows no such value".formatted(attribute.getId()));
    }

    private static boolean fits(LabelAttribute attribute, Value value) {
        return switch (attribute.getType()) {
            case ATTRIBUTE_TYPE_TEXT -> value.hasStringValue();
            case ATTRIBUTE_TYPE_INTEGER -> value.hasNumberValue() && value.getNumberValue() % 1 == 0;
            case ATTRIBUTE_TYPE_NUMBER -> value.hasNumberValue() && Double.isFinite(value.getNumberValue());
            case ATTRIBUTE_TYPE_BOOLEAN -> value.hasBoolValue();
            case ATTRIBUTE_TYPE_CHOICE ->
                value.hasStringValue() && attribute.getAllowedValuesList().contains(value.getStringValue());
            case ATTRIBUTE_TYPE_UNSPECIFIED, UNRECOGNIZED -> false;
        };
    }
}
