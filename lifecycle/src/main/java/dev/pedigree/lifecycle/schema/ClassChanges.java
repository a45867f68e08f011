package dev.pedigree.lifecycle.schema;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Compares two versions of a label schema, however far apart.
public final class ClassChanges {
    private final LabelSchema from;
    private final LabelSchema to;
    private final LabelTrace trace;
    private final Set<String> redefined = new HashSet<>();
    private final List<ClassChange> changes = new ArrayList<>();

    private ClassChanges(LabelSchema from, List<Declarations> steps, LabelSchema to) {
        this.from = from;
        this.to = to;
        this.trace = new LabelTrace(from.classes().keySet());
        steps.forEach(step -> {
            trace.follow(step);
            redefined.addAll(step.redefined());
        });
    }

    /// Between a version and the one that follows it.
    public static List<ClassChange> between(LabelSchema parent, LabelSchema child) {
        return between(parent, List.of(child.declarations()), child);
    }

    /// @param steps what each version after `from` declares, up to that of `to`
    /// @return the schema as a whole first, then its classes in the order of `to`, then what is gone
    public static List<ClassChange> between(LabelSchema from, List<Declarations> steps, LabelSchema to) {
        return new ClassChanges(from, steps, to).compare();
    }

    private List<ClassChange> compare() {
        compareSchemas();
        for (SchemaClass now : to.classes().values()) {
            Optional.ofNullable(from.classes().get(now.id()))
                    .ifPresentOrElse(before -> compare(before, now), () -> added(now.id()));
        }
        from.classes().keySet().stream().filter(id -> !to.has(id)).forEach(this::gone);
        return List.copyOf(changes);
    }

    private void compareSchemas() {
        if (from.geometry() != to.geometry()) {
            changes.add(ClassChange.ofSchema(ChangeKind.GEOMETRY_CHANGED));
        }
        if (from.several() != to.several()) {
            changes.add(ClassChange.ofSchema(to.several() ? ChangeKind.SEVERAL_ALLOWED : ChangeKind.SEVERAL_FORBIDDEN));
        }
        if (!from.guideline().equals(to.guideline())) {
            changes.add(ClassChange.ofSchema(ChangeKind.GUIDELINE_CHANGED));
        }
    }

    private void compare(SchemaClass before, SchemaClass now) {
        if (!before.definition().equals(now.definition()) || redefined.contains(now.id())) {
            changes.add(ClassChange.of(ChangeKind.CLASS_REDEFINED, now.id()));
        }
        if (!before.name().equals(now.name())) {
            changes.add(ClassChange.of(ChangeKind.CLASS_RENAMED, now.id()));
        }
        if (!before.parent().equals(now.parent())) {
            changes.add(ClassChange.of(ChangeKind.CLASS_REPARENTED, now.id()));
        }
        Set<String> attributes = new TreeSet<>(before.attributes().keySet());
        attributes.addAll(now.attributes().keySet());
        for (String attribute : attributes) {
            AttributeChange.between(
                            Optional.ofNullable(before.attributes().get(attribute)),
                            Optional.ofNullable(now.attributes().get(attribute)))
                    .ifPresent(kind -> changes.add(new ClassChange(kind, now.id(), List.of(), attribute)));
        }
    }

    private void added(String id) {
        List<String> sources = trace.splitInto(id).stream().sorted().toList();
        changes.add(
                sources.isEmpty()
                        ? ClassChange.of(ChangeKind.CLASS_ADDED, id)
                        : new ClassChange(ChangeKind.CLASS_SPLIT, id, sources, ""));
    }

    private void gone(String id) {
        changes.add(trace.mergedInto(id, to::has)
                .map(into -> new ClassChange(ChangeKind.CLASS_MERGED, id, List.of(into), ""))
                .orElseGet(() -> ClassChange.of(ChangeKind.CLASS_REMOVED, id)));
    }
}
