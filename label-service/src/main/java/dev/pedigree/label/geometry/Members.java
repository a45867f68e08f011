package dev.pedigree.label.geometry;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The members of a JSON object that holds nothing but numbers and lists. Each is taken once; what is left is a fault.
final class Members {
    /// An object, a list in it, a list in that.
    private static final int DEEPEST = 3;

    private final Map<String, Object> values = new HashMap<>();

    private Members() {}

    static Members read(String text) throws IllegalGeometry {
        Members members = new Members();
        try (JsonReader json = new JsonReader(new StringReader(text))) {
            json.setStrictness(Strictness.STRICT);
            json.setNestingLimit(DEEPEST);
            if (json.peek() != JsonToken.BEGIN_OBJECT) {
                throw new IllegalGeometry("it is no JSON object");
            }
            json.beginObject();
            while (json.hasNext()) {
                String name = json.nextName();
                if (members.values.put(name, value(json, name)) != null) {
                    throw new IllegalGeometry(name + " comes twice");
                }
            }
            json.endObject();
            if (json.peek() != JsonToken.END_DOCUMENT) {
                throw new IllegalGeometry("it is more than one JSON object");
            }
        } catch (IOException | NumberFormatException _) {
            throw new IllegalGeometry("it is no JSON with finite numbers");
        }
        return members;
    }

    private static Object value(JsonReader json, String name) throws IOException, IllegalGeometry {
        return switch (json.peek()) {
            case NUMBER -> json.nextDouble();
            case STRING -> json.nextString();
            case BEGIN_ARRAY -> {
                List<Object> list = new ArrayList<>();
                json.beginArray();
                while (json.hasNext()) {
                    list.add(value(json, name));
                }
                json.endArray();
                yield list;
            }
            case BEGIN_OBJECT, END_OBJECT, END_ARRAY, NAME, BOOLEAN, NULL, END_DOCUMENT ->
                throw new IllegalGeometry(name + " holds something else than numbers, texts and lists");
        };
    }

    boolean has(String name) {
        return values.containsKey(name);
    }

    double number(String name) throws IllegalGeometry {
        return one(name, take(name), Double.class, "a number");
    }

    List<Double> numbers(String name) throws IllegalGeometry {
        return list(name, take(name), Double.class, "a list of numbers");
    }

    List<String> texts(String name) throws IllegalGeometry {
        return list(name, take(name), String.class, "a list of texts");
    }

    List<List<Double>> lists(String name) throws IllegalGeometry {
        List<List<Double>> lists = new ArrayList<>();
        for (Object each : one(name, take(name), List.class, "a list of lists")) {
            lists.add(list(name, each, Double.class, "a list of lists of numbers"));
        }
        return lists;
    }

    void requireNoOthers() throws IllegalGeometry {
        if (!values.isEmpty()) {
            throw new IllegalGeometry("there is no "
                    + values.keySet().stream().sorted().findFirst().get() + " to state");
        }
    }

    private Object take(String name) throws IllegalGeometry {
        Object value = values.remove(name);
        if (value == null) {
            throw new IllegalGeometry(name + " is missing");
        }
        return value;
    }

    private static <T> List<T> list(String name, Object value, Class<T> type, String what) throws IllegalGeometry {
        List<T> list = new ArrayList<>();
        for (Object each : one(name, value, List.class, what)) {
            list.add(one(name, each, type, what));
        }
        return list;
    }

    private static <T> T one(String name, Object value, Class<T> type, String what) throws IllegalGeometry {
        if (!type.isInstance(value)) {
            throw new IllegalGeometry(name + " is not " + what);
        }
        return type.cast(value);
    }
}
