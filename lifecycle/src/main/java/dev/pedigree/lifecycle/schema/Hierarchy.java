package dev.pedigree.lifecycle.schema;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Whether the classes of a schema stand in a hierarchy: every parent is there, and no class is above itself.
public final class Hierarchy {
    private final Map<String, SchemaClass> classes;
    private final Set<String> known = new HashSet<>();

    private Hierarchy(Map<String, SchemaClass> classes) {
        this.classes = classes;
    }

    /// What is wrong with the parents, by class id.
    public static Map<String, String> faults(Map<String, SchemaClass> classes) {
        Hierarchy hierarchy = new Hierarchy(classes);
        Map<String, String> faults = new HashMap<>();
        classes.values().forEach(each -> hierarchy.fault(each).ifPresent(fault -> faults.put(each.id(), fault)));
        return faults;
    }

    private Optional<String> fault(SchemaClass start) {
        if (start.parent().isPresent() && !classes.containsKey(start.parent().get())) {
            return Optional.of(
                    "'%s' is no class of this schema".formatted(start.parent().get()));
        }
        Set<String> way = new HashSet<>();
        Optional<String> above = Optional.of(start.id());
        while (above.isPresent() && !known.contains(above.get())) {
            if (!way.add(above.get())) {
                known.addAll(way); // told once
                return Optional.of("'%s' stands above itself".formatted(above.get()));
            }
            above = Optional.ofNullable(classes.get(above.get())).flatMap(SchemaClass::parent);
        }
        known.addAll(way);
        return Optional.empty();
    }
}
