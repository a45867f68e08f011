package dev.pedigree.lifecycle.schema;

import static dev.pedigree.lifecycle.schema.SchemaViolation.Rule.DECLARATION_WRONG;
import static dev.pedigree.lifecycle.schema.SchemaViolation.Rule.SPLIT_NOT_DECLARED;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// Whether what a version declares fits it and its parent.
final class DeclarationCheck {
    private final EarlierSchema parent;
    private final LabelSchema child;
    private final Consumer<SchemaViolation> violations;

    DeclarationCheck(EarlierSchema parent, LabelSchema child, Consumer<SchemaViolation> violations) {
        this.parent = parent;
        this.child = child;
        this.violations = violations;
    }

    void run() {
        child.classes().keySet().stream()
                .filter(id -> !before(id) && !child.declarations().added().containsKey(id))
                .forEach(id -> report(
                        SPLIT_NOT_DECLARED,
                        "class '%s' is new: declare which classes it is split from, or that none is".formatted(id)));
        child.declarations().added().entrySet().stream()
                .sorted(Comparator.comparing(entry -> entry.getKey()))
                .forEach(entry ->
                        added(entry.getKey(), entry.getValue().stream().sorted().toList()));
        child.declarations().merged().entrySet().stream()
                .sorted(Comparator.comparing(entry -> entry.getKey()))
                .forEach(entry -> merged(entry.getKey(), entry.getValue()));
        child.declarations().redefined().stream().sorted().forEach(this::redefined);
    }

    /// The same for a first version, which can declare nothing.
    static Optional<SchemaViolation> ofFirst(LabelSchema schema) {
        return schema.declarations().equals(Declarations.NONE)
                ? Optional.empty()
                : Optional.of(new SchemaViolation(
                        DECLARATION_WRONG, 0, "a first version changes nothing: leave the declarations out"));
    }

    private void added(String id, List<String> sources) {
        if (before(id) || !child.has(id)) {
            wrong("'%s' is declared added and is not a class that is new".formatted(id));
        }
        sources.stream()
                .filter(source -> !before(source))
                .forEach(source -> wrong(
                        "'%s' is declared split from '%s', which the parent does not have".formatted(id, source)));
    }

    private void merged(String id, String into) {
        if (!before(id) || child.has(id)) {
            wrong("'%s' is declared merged and is not a class that is gone".formatted(id));
        }
        if (!child.has(into)) {
            wrong("'%s' is declared merged into '%s', which this version does not have".formatted(id, into));
        }
    }

    private void redefined(String id) {
        if (!before(id) || !child.has(id)) {
            wrong("'%s' is declared redefined and is not a class of both versions".formatted(id));
        }
    }

    private boolean before(String id) {
        return parent.schema().has(id);
    }

    private void wrong(String detail) {
        report(DECLARATION_WRONG, detail);
    }

    private void report(SchemaViolation.Rule rule, String detail) {
        violations.accept(new SchemaViolation(rule, parent.number(), detail));
    }
}
