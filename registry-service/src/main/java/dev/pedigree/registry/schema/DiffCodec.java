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

/// Shows what the rule book found different between two versions. Its words are those of the wire; a test
/// compares them.
final class DiffCodec {
    /// So that the diff travels together with the record of a version.
    private static final int MOST_BYTES = 1 << 20;

    private DiffCodec() {}

    /// @param mode that the later version was judged by
    static SchemaDiff render(AssetName schema, long from, long to, Mode mode, List<ClassChange> changes) {
        SchemaDiff.Builder diff = SchemaDiff.newBuilder()
                .setFrom(schema.version(from).toString())
                .setTo(schema.version(to).toString())
                .setMode(CompatibilityMode.valueOf("COMPATIBILITY_MODE_" + mode));
        int left = MOST_BYTES;
        for (ClassChange change : changes) {
            dev.pedigree.v1.ClassChange rendered = render(change, mode.effect(change.kind()));
            left -= rendered.getSerializedSize();
            if (left < 0) {
                return diff.setTruncated(true).build();
            }
            diff.addChanges(rendered);
        }
        return diff.build();
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
