package dev.pedigree.lifecycle.schema;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// Which labels of a dataset version became stale after they were written.
public final class Staleness {
    /// Empty: not known, so they may be of any class.
    private final Optional<Set<String>> used;

    private final List<StaleClass> stale = new ArrayList<>();

    private Staleness(Optional<Set<String>> used) {
        this.used = used.map(HashSet::new);
    }

    /// @param used the classes that the labels are of; empty when nobody says
    /// @param later what each later version of the schema changed, the oldest first
    public static List<StaleClass> of(Optional<Set<String>> used, List<SchemaStep> later) {
        Staleness staleness = new Staleness(used);
        later.forEach(staleness::follow);
        return List.copyOf(staleness.stale);
    }

    private void follow(SchemaStep step) {
        Map<String, List<ClassChange>> byClass = new TreeMap<>();
        for (ClassChange change : step.changes()) {
            if (change.kind().makesStale()) {
                change.affected().stream()
                        .filter(this::uses)
                        .forEach(id -> byClass.computeIfAbsent(id, _ -> new ArrayList<>())
                                .add(change));
            }
        }
        byClass.forEach((id, changes) -> stale.add(new StaleClass(step.number(), id, changes)));
        used.ifPresent(classes -> merge(classes, step));
    }

    private boolean uses(String classId) {
        return used.map(classes -> classes.contains(classId)).orElse(true);
    }

    private static void merge(Set<String> classes, SchemaStep step) {
        Set<String> targets = new HashSet<>();
        for (ClassChange change : step.changes()) {
            if (change.kind() == ChangeKind.CLASS_MERGED && classes.remove(change.classId())) {
                targets.addAll(change.others());
            }
        }
        classes.addAll(targets);
    }
}
