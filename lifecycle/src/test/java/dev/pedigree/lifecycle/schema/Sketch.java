package dev.pedigree.lifecycle.schema;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Label schemas in few words: `Sketch.of("cat", "dog")`, then what is different.
final class Sketch {
    private final Map<String, SchemaClass> classes = new LinkedHashMap<>();
    private final Map<String, Set<String>> added = new LinkedHashMap<>();
    private final Map<String, String> merged = new LinkedHashMap<>();
    private final Set<String> redefined = new LinkedHashSet<>();
    private Geometry geometry = Geometry.WHOLE_ITEM;
    private boolean several;
    private String guideline = "";
    private Mode mode = Mode.DEFAULT;

    static Sketch of(String... ids) {
        Sketch sketch = new Sketch();
        Arrays.stream(ids).forEach(id -> sketch.classes.put(id, plain(id)));
        return sketch;
    }

    static SchemaClass plain(String id) {
        return new SchemaClass(id, id, "a " + id, Optional.empty(), Map.of());
    }

    Sketch defined(String id, String definition) {
        SchemaClass old = classes.get(id);
        classes.put(id, new SchemaClass(id, old.name(), definition, old.parent(), old.attributes()));
        return this;
    }

    Sketch named(String id, String name) {
        SchemaClass old = classes.get(id);
        classes.put(id, new SchemaClass(id, name, old.definition(), old.parent(), old.attributes()));
        return this;
    }

    Sketch below(String id, String parent) {
        SchemaClass old = classes.get(id);
        classes.put(id, new SchemaClass(id, old.name(), old.definition(), Optional.of(parent), old.attributes()));
        return this;
    }

    Sketch carrying(String id, Attribute... attributes) {
        SchemaClass old = classes.get(id);
        classes.put(id, SchemaClass.of(id, old.name(), old.definition(), old.parent(), List.of(attributes)));
        return this;
    }

    Sketch added(String id, String... sources) {
        added.put(id, Set.of(sources));
        return this;
    }

    Sketch merged(String id, String into) {
        merged.put(id, into);
        return this;
    }

    Sketch redefined(String id) {
        redefined.add(id);
        return this;
    }

    Sketch geometry(Geometry other) {
        geometry = other;
        return this;
    }

    Sketch several() {
        several = true;
        return this;
    }

    Sketch guideline(String digest) {
        guideline = digest;
        return this;
    }

    Sketch mode(Mode other) {
        mode = other;
        return this;
    }

    LabelSchema build() {
        return new LabelSchema(classes, geometry, several, guideline, mode, new Declarations(added, merged, redefined));
    }
}
