package dev.pedigree.registry.schema;

import static dev.pedigree.v1.ErrorReason.ERROR_REASON_SCHEMA_CHANGE_REFUSED;

import dev.pedigree.chassis.fault.Refused;
import dev.pedigree.chassis.fault.Violation;
import dev.pedigree.lifecycle.name.VersionName;
import dev.pedigree.lifecycle.schema.ClassChange;
import dev.pedigree.lifecycle.schema.ClassChanges;
import dev.pedigree.lifecycle.schema.EarlierSchema;
import dev.pedigree.lifecycle.schema.LabelSchema;
import dev.pedigree.lifecycle.schema.Mode;
import dev.pedigree.lifecycle.schema.SchemaCheck;
import dev.pedigree.lifecycle.schema.SchemaViolation;
import dev.pedigree.registry.mutation.Mutation;
import dev.pedigree.v1.LabelSchemaRecord;
import dev.pedigree.v1.SchemaDiff;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jooq.DSLContext;

/// A new version of a label schema that may be made, and what it changes against the one it follows.
///
/// @param mode that it was judged by
public record NewSchemaVersion(VersionName name, EarlierSchema parent, Mode mode, List<ClassChange> changes) {
    /// Class ids hold no blanks.
    private static final String INSERT = """
            insert into schema_change (version_id, position, kind, class_id, others, attribute, verdict)
            select ?, position - 1, kind, class_id, string_to_array(others, ' '), attribute, verdict
            from unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::text[])
                 with ordinality as given (kind, class_id, others, attribute, verdict, position)""";

    /// Its parent is the newest version, and nobody else can make one meanwhile: the asset's head is locked.
    ///
    /// @return empty for a first version, which changes nothing
    /// @throws Refused SCHEMA_CHANGE_REFUSED, with every violation
    public static Optional<NewSchemaVersion> judge(
            DSLContext sql, SchemaHistory history, long asset, VersionName name, LabelSchemaRecord record) {
        LabelSchema next = SchemaCodec.parse(record);
        refuse(name, SchemaCheck.violations(next, history.before(sql, asset, name.number())));
        Iterator<EarlierSchema> earlier = history.before(sql, asset, name.number());
        if (!earlier.hasNext()) {
            return Optional.empty();
        }
        EarlierSchema parent = earlier.next();
        return Optional.of(new NewSchemaVersion(
                name, parent, parent.schema().mode(), ClassChanges.between(parent.schema(), next)));
    }

    private static void refuse(VersionName name, List<SchemaViolation> violations) {
        if (!violations.isEmpty()) {
            throw new Refused(
                    ERROR_REASON_SCHEMA_CHANGE_REFUSED,
                    violations.stream()
                            .map(violation -> render(name, violation))
                            .toList());
        }
    }

    /// The subject is the version that the new one was compared with, or the schema where there is none.
    private static Violation render(VersionName name, SchemaViolation violation) {
        String subject = violation.against() == 0
                ? name.asset().toString()
                : name.asset().version(violation.against()).toString();
        return new Violation(violation.rule().name(), subject, violation.detail());
    }

    /// Keeps what it changes. The version's own row is written before.
    public void write(Mutation mutation, long id) {
        mutation.write(
                INSERT,
                id,
                column(change -> change.kind().name()),
                column(ClassChange::classId),
                column(change -> String.join(" ", change.others())),
                column(ClassChange::attribute),
                column(change -> mode.effect(change.kind()).compatibility().name()));
    }

    private String[] column(Function<ClassChange, String> value) {
        return changes.stream().map(value).toArray(String[]::new);
    }

    public SchemaDiff diff() {
        return DiffCodec.render(name.asset(), parent.number(), name.number(), mode, changes);
    }
}
