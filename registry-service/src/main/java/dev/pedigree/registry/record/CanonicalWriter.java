package dev.pedigree.registry.record;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.ListValue;
import com.google.protobuf.MapEntry;
import com.google.protobuf.MessageOrBuilder;
import com.google.protobuf.NullValue;
import com.google.protobuf.Struct;
import com.google.protobuf.Timestamp;
import com.google.protobuf.Value;
import com.google.protobuf.util.JsonFormat;
import com.google.protobuf.util.Timestamps;
import java.io.IOException;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.erdtman.jcs.JsonCanonicalizer;
import org.erdtman.jcs.NumberToJSON;

/// Writes canonical JSON in one pass over a message.
///
/// The same as `JsonFormat` and then `JsonCanonicalizer`, which print, parse, sort and print again: a test compares
/// the two. Well-known types that no record has are left to them.
final class CanonicalWriter {
    private static final JsonFormat.Printer PRINTER = JsonFormat.printer().omittingInsignificantWhitespace();

    /// The fields of every message type, as their keys are sorted.
    private static final Map<Descriptor, List<FieldDescriptor>> SORTED = new ConcurrentHashMap<>();

    private final StringBuilder out = new StringBuilder(4_096);

    private CanonicalWriter() {}

    /// @throws IllegalArgumentException if the message has no JSON form
    static String write(MessageOrBuilder message) throws IOException {
        CanonicalWriter writer = new CanonicalWriter();
        writer.message(message);
        return writer.out.toString();
    }

    private void message(MessageOrBuilder message) throws IOException {
        switch (message) {
            case Struct struct -> struct(struct);
            case Value value -> value(value);
            case ListValue list -> list(list.getValuesList(), this::value);
            case Timestamp time -> CanonicalString.append(out, Timestamps.toString(time));
            default -> other(message);
        }
    }

    private void other(MessageOrBuilder message) throws IOException {
        if (message.getDescriptorForType().getFile().getPackage().equals("google.protobuf")) {
            out.append(reference(message));
            return;
        }
        Separator separator = new Separator('{');
        for (FieldDescriptor field : SORTED.computeIfAbsent(message.getDescriptorForType(), CanonicalWriter::sort)) {
            if (field.isRepeated() ? message.getRepeatedFieldCount(field) > 0 : message.hasField(field)) {
                separator.next();
                key(field.getJsonName());
                field(field, message.getField(field));
            }
        }
        separator.end('}');
    }

    /// The library reads objects only.
    private static String reference(MessageOrBuilder message) throws IOException {
        String object = new JsonCanonicalizer("{\"\":" + PRINTER.print(message) + "}").getEncodedString();
        return object.substring("{\"\":".length(), object.length() - 1);
    }

    private static List<FieldDescriptor> sort(Descriptor type) {
        return type.getFields().stream()
                .sorted(Comparator.comparing(FieldDescriptor::getJsonName))
                .toList();
    }

    private void field(FieldDescriptor field, Object content) throws IOException {
        if (field.isMapField()) {
            map(field, (List<?>) content);
        } else if (field.isRepeated()) {
            list((List<?>) content, element -> single(field, element));
        } else {
            single(field, content);
        }
    }

    private void map(FieldDescriptor field, List<?> entries) throws IOException {
        FieldDescriptor values = field.getMessageType().findFieldByNumber(2);
        Map<String, Object> sorted = new TreeMap<>();
        for (Object entry : entries) {
            MapEntry<?, ?> pair = (MapEntry<?, ?>) entry;
            sorted.put(
                    String.valueOf(pair.getKey()),
                    pair.getField(pair.getDescriptorForType().findFieldByNumber(2)));
        }
        Separator separator = new Separator('{');
        for (Map.Entry<String, Object> entry : sorted.entrySet()) {
            separator.next();
            key(entry.getKey());
            single(values, entry.getValue());
        }
        separator.end('}');
    }

    private void single(FieldDescriptor field, Object content) throws IOException {
        switch (content) {
            case MessageOrBuilder message -> message(message);
            case String text -> CanonicalString.append(out, text);
            case Long number -> out.append('"').append(decimal(field, number)).append('"');
            case Integer number ->
                out.append(isUnsigned(field) ? Integer.toUnsignedString(number) : Integer.toString(number));
            case Double number -> number(number);
            case Float number -> number(Double.parseDouble(number.toString()));
            case Boolean truth -> out.append(truth.booleanValue());
            case ByteString bytes ->
                CanonicalString.append(out, Base64.getEncoder().encodeToString(bytes.toByteArray()));
            case EnumValueDescriptor constant -> constant(constant);
            default -> throw new IllegalArgumentException(content.getClass().getName());
        }
    }

    private static String decimal(FieldDescriptor field, long number) {
        return isUnsigned(field) ? Long.toUnsignedString(number) : Long.toString(number);
    }

    private static boolean isUnsigned(FieldDescriptor field) {
        return switch (field.getType()) {
            case UINT32, FIXED32, UINT64, FIXED64 -> true;
            default -> false;
        };
    }

    private void constant(EnumValueDescriptor constant) {
        if (constant.getType().equals(NullValue.getDescriptor())) {
            out.append("null");
        } else if (constant.getIndex() < 0) {
            out.append(constant.getNumber()); // of a newer version of the protos
        } else {
            CanonicalString.append(out, constant.getName());
        }
    }

    private void struct(Struct struct) throws IOException {
        Separator separator = new Separator('{');
        for (Map.Entry<String, Value> entry : new TreeMap<>(struct.getFieldsMap()).entrySet()) {
            separator.next();
            key(entry.getKey());
            value(entry.getValue());
        }
        separator.end('}');
    }

    private void value(Value value) throws IOException {
        switch (value.getKindCase()) {
            case NULL_VALUE, KIND_NOT_SET -> out.append("null");
            case NUMBER_VALUE -> finite(value.getNumberValue());
            case STRING_VALUE -> CanonicalString.append(out, value.getStringValue());
            case BOOL_VALUE -> out.append(value.getBoolValue());
            case STRUCT_VALUE -> struct(value.getStructValue());
            case LIST_VALUE -> list(value.getListValue().getValuesList(), this::value);
        }
    }

    private void finite(double number) throws IOException {
        if (!Double.isFinite(number)) {
            throw new InvalidProtocolBufferException("a Value holds no " + number);
        }
        number(number);
    }

    private void number(double number) throws IOException {
        if (Double.isFinite(number)) {
            out.append(NumberToJSON.serializeNumber(number));
        } else {
            out.append('"').append(number).append('"');
        }
    }

    private <T> void list(List<T> elements, Element<T> write) throws IOException {
        Separator separator = new Separator('[');
        for (T element : elements) {
            separator.next();
            write.accept(element);
        }
        separator.end(']');
    }

    private void key(String name) {
        CanonicalString.append(out, name);
        out.append(':');
    }

    @FunctionalInterface
    private interface Element<T> {
        void accept(T element) throws IOException;
    }

    /// The commas of one object or array.
    private final class Separator {
        private final char opening;
        private boolean begun;

        Separator(char opening) {
            this.opening = opening;
        }

        void next() {
            out.append(begun ? ',' : opening);
            begun = true;
        }

        void end(char closing) {
            if (!begun) {
                out.append(opening);
            }
            out.append(closing);
        }
    }
}
