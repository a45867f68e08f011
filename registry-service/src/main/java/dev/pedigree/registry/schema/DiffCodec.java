package dev.pedigree.registry.schema;

import dev.pedigree.lifecycle.name.AssetName;
import dev.pedigree.lifecycle.schema.ClassChange;
import dev.pedigree.lifecycle.schema.Effect;
import dev.pedigree.lifecycle.schema.Mode;
import dev.pedigree.v1.ClassChangeKind;
import dev.pedigree.v1.Compatibility;
import dev.pedigree.v1.CompatibilityMode;
import dev.pedigree.v1.SchemaDiff;
import java.util.List;

/// Shows what the rule book found different between two versions. Its words are those of the wire; a test compares
/// them.
final class DiffCodec {
    private DiffCodec() {}

    /// @param mode that the later version was judged by
    static SchemaDiff render(AssetName schema, long from, long to, Mode mode, List<ClassChange> changes) {
        return SchemaDiff.newBuilder()
                .setFrom(schema.version(from).toString())
                .setTo(schema.version(to).toString())
                .setMode(CompatibilityMode.valueOf("COMPATIBILITY_MODE_" + mode))
                .addAllChanges(changes.stream()
                        .map(change -> render(change, mode.effect(change.kind())))
                        .toList())
                .build();
    }

    private static dev.pedigree.v1.ClassChange render(ClassChange change, Effect effect) {
        return dev.pedigree.v1.ClassChange.newBuilder()
                .setKind(ClassChangeKind.valueOf("CLASS_CHANGE_KIND_" + change.kind()))
                .setClassId(change.classId())
                .addAllOthers(change.others())
                .setAttribute(change.attribute())
                .setVerdict(Compatibility.valueOf("COMPATIBILITY_" + effect.compatibility()))
                .setReason(effect.reason())
                .addAllAffectedClasses(change.affected().stream().sorted().toList())
                .setMakesStale(change.kind().makesStale())
                .build();
    }
}
