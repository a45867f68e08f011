package dev.pedigree.lifecycle.schema;

import static dev.pedigree.lifecycle.schema.SchemaViolation.Rule.BREAKING_CHANGE;
import static dev.pedigree.lifecycle.schema.SchemaViolation.Rule.CLASS_ID_REUSED;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

/// Whether a label schema may take a next version: the ids of its classes stand for what they always stood for, what
/// was declared fits, and the mode of the version before allows every change. All that is wrong is told at once.
public final class SchemaCheck {
    private final LabelSchema next;
    private final Mode mode;
    private final List<SchemaViolation> violations = new ArrayList<>();
    private final Set<String> unseen;
    private final Set<ClassChange> told = new HashSet<>();
    private final Deque<Declarations> steps = new ArrayDeque<>();

    private SchemaCheck(LabelSchema next, LabelSchema parent) {
        this.next = next;
        this.mode = parent.mode();
        this.unseen = new HashSet<>(next.classes().keySet());
        this.unseen.removeAll(parent.classes().keySet());
    }

    /// @param earlier every earlier version, the newest first; read only as far as is needed
    /// @return nothing when the version may be made
    public static List<SchemaViolation> violations(LabelSchema next, Iterator<EarlierSchema> earlier) {
        if (!earlier.hasNext()) {
            return DeclarationCheck.ofFirst(next).stream().toList();
        }
        EarlierSchema parent = earlier.next();
        SchemaCheck check = new SchemaCheck(next, parent.schema());
        new DeclarationCheck(parent, next, check.violations::add).run();
        check.run(parent, earlier);
        return List.copyOf(check.violations);
    }

    private void run(EarlierSchema parent, Iterator<EarlierSchema> earlier) {
        steps.addFirst(next.declarations());
        compare(parent);
        EarlierSchema later = parent;
        while (earlier.hasNext() && (mode.transitive() || !unseen.isEmpty())) {
            steps.addFirst(later.schema().declarations());
            later = earlier.next();
            requireSameMeaning(later);
            if (mode.transitive()) {
                compare(later);
            }
        }
    }

    /// A class may come back, for a removal may have been a mistake; its id may not come back as another class.
    private void requireSameMeaning(EarlierSchema earlier) {
        for (SchemaClass before : earlier.schema().classes().values()) {
            if (unseen.remove(before.id())
                    && !next.classes().get(before.id()).definition().equals(before.definition())) {
                violations.add(new SchemaViolation(
                        CLASS_ID_REUSED,
                        earlier.number(),
                        "class '%s' was last defined as \"%s\": bring it back as that, or take another id"
                                .formatted(before.id(), shortened(before.definition()))));
            }
        }
    }

    /// What several earlier versions have in common is told once, against the newest of them.
    private void compare(EarlierSchema earlier) {
        for (ClassChange change : ClassChanges.between(earlier.schema(), List.copyOf(steps), next)) {
            if (mode.forbids(change.kind()) && told.add(change)) {
                violations.add(new SchemaViolation(
                        BREAKING_CHANGE,
                        earlier.number(),
                        "%s, which %s forbids: %s"
                                .formatted(
                                        change.spell(),
                                        mode,
                                        mode.effect(change.kind()).reason())));
            }
        }
    }

    private static String shortened(String text) {
        int most = 100;
        return text.length() <= most ? text : text.substring(0, most) + "…";
    }
}
