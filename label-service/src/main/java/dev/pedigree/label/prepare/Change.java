package dev.pedigree.label.prepare;

import dev.pedigree.label.intake.FileFormat;
import dev.pedigree.label.intake.Shape;
import dev.pedigree.label.ledger.Ledger;
import dev.pedigree.label.rule.ChangeKind;
import dev.pedigree.label.rule.ClassMoves;
import dev.pedigree.lifecycle.Digest;
import dev.pedigree.lifecycle.name.ProjectName;
import java.util.Optional;

/// A change that is asked for, with everything it refers to found.
///
/// @param moves none, but for schema changes
/// @param redrawn whether the new schema draws annotations in another way
/// @param manifest that paths have to be in; empty: the one that those of the parent are in
public record Change(
        ProjectName project,
        ChangeKind kind,
        Optional<Ledger> parent,
        SchemaClasses schema,
        ClassMoves moves,
        boolean redrawn,
        Optional<File> file,
        Optional<Digest> manifest) {

    /// The change file, as it lies in artifact-service.
    public record File(Digest digest, FileFormat format) {}

    Shape shape() {
        return switch (kind) {
            case INITIAL, ADDITIVE -> Shape.LABELS;
            case CORRECTIVE -> Shape.CORRECTIONS;
            case SCHEMA -> Shape.RELABELLINGS;
        };
    }

    /// Whether labels that there are have paths which were found in another manifest so far.
    boolean goesElsewhere() {
        return manifest.isPresent() && parentManifest().isPresent() && !manifest.equals(parentManifest());
    }

    /// The manifest that the paths of the parent's labels were found in; empty: they have none.
    Optional<Digest> parentManifest() {
        return parent.flatMap(Ledger::manifest);
    }

    int ordinal() {
        return parent.map(Ledger::ordinal).orElse(0) + 1;
    }

    int epoch() {
        return parent.map(Ledger::epoch).orElse(0) + (kind == ChangeKind.SCHEMA ? 1 : 0);
    }
}
