package dev.pedigree.registry.version;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import com.google.protobuf.util.JsonFormat;
import dev.pedigree.registry.record.CanonicalJson;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;

/// Tags as the JSON object that the database can search.
final class TagsJson {
    private static final String NONE = "{}";

    private TagsJson() {}

    static String print(Map<String, String> tags) {
        if (tags.isEmpty()) {
            return NONE;
        }
        Struct.Builder object = Struct.newBuilder();
        tags.forEach((key, value) ->
                object.putFields(key, Value.newBuilder().setStringValue(value).build()));
        return CanonicalJson.of(object.build()).text();
    }

    static Map<String, String> parse(String json) {
        if (json.equals(NONE)) {
            return Map.of();
        }
        Struct.Builder object = Struct.newBuilder();
        try {
            JsonFormat.parser().merge(json, object);
        } catch (InvalidProtocolBufferException damaged) {
            throw new UncheckedIOException(damaged);
        }
        Map<String, String> tags = new LinkedHashMap<>();
        object.getFieldsMap().forEach((key, value) -> tags.put(key, value.getStringValue()));
        return tags;
    }
}
