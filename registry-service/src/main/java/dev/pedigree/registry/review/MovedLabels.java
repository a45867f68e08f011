package dev.pedigree.registry.review;

import static java.util.stream.Collectors.toCollection;

import dev.pedigree.chassis.fault.Invalid;
import dev.pedigree.chassis.fault.Refused;
import dev.pedigree.chassis.fault.Violation;
import dev.pedigree.lifecycle.name.VersionName;
import dev.pedigree.lifecycle.schema.SchemaStep;
import dev.pedigree.lifecycle.schema.StaleClass;
import dev.pedigree.lifecycle.schema.Staleness;
import dev.pedigree.mesh.v1.LedgerEvidence;
import dev.pedigree.registry.name.AssetIds;
import dev.pedigree.registry.review.ReviewStore.Answer;
import dev.pedigree.registry.review.ReviewStore.Question;
import dev.pedigree.v1.ClassMapping;
import dev.pedigree.v1.DatasetChange;
import dev.pedigree.v1.DatasetRecord;
import dev.pedigree.v1.ErrorReason;
import dev.pedigree.v1.MovedCount;
import dev.pedigree.v1.VersionRecord;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jooq.DSLContext;

/// Whether a dataset version may take its parent's labels over into another version of their schema.
///
/// A mapping moves labels along without anybody looking at them. Where the schema split or redefined their class in
/// between they would count as written in the new meaning, so somebody has to have let them pass: in a review of the
/// parent. Its state has to be locked, so that no other review appears meanwhile.
public final class MovedLabels {
    private static final String FIELD = "record.dataset.";

    private final AssetIds assets;

    public MovedLabels(AssetIds assets) {
        this.assets = assets;
    }

    /// @param parent row id of the version that the record follows
    /// @param ledger what the record's label ledger says, if it names one
    /// @throws Invalid if the record says something else of the parent's schema
    /// @throws Refused LABELS_STALE, with every class whose labels nobody looked at
    public void check(DSLContext sql, VersionRecord record, long parent, LedgerEvidence ledger) {
        DatasetRecord dataset = record.getDataset();
        Optional<LabelledVersion> before = LabelledVersion.of(sql, List.of(parent)).stream()
                .filter(_ -> dataset.getLabelSchema().hasValue())
                .findFirst();
        before.ifPresent(labelled -> {
            VersionName written = assets.name(sql, labelled.schema()).version(labelled.number());
            VersionName wanted = VersionName.parse(dataset.getLabelSchema().getValue());
            requireTold(dataset.getChange(), written, wanted);
            Set<String> moved = ledger.hasLedger() ? counted(ledger) : told(dataset.getChange(), labelled);
            requireReviewed(sql, record.getParentVersion(), labelled, moved, until(written, wanted));
        });
    }

    private static void requireTold(DatasetChange change, VersionName written, VersionName wanted) {
        if (change.hasSchema() && !change.getSchema().getFromLabelSchema().equals(written.toString())) {
            throw new Invalid(
                    FIELD + "change.schema.from_label_schema", "the parent's labels are written in " + written);
        }
        if (!change.hasSchema() && !wanted.equals(written)) {
            throw new Invalid(
                    FIELD + "label_schema",
                    "the parent's labels are written in %s: only a schema change moves them".formatted(written));
        }
    }

    private static Set<String> counted(LedgerEvidence ledger) {
        return ledger.getLedger().getStatistics().getMovedList().stream()
                .map(MovedCount::getClassId)
                .collect(toCollection(TreeSet::new));
    }

    /// Where there is no ledger, the record's word has to do: classes with one target moved along, and so did those of
    /// which it says nothing.
    private static Set<String> told(DatasetChange change, LabelledVersion labelled) {
        Set<String> moved = new TreeSet<>(labelled.samples().keySet());
        for (ClassMapping mapping : change.getSchema().getMappingList()) {
            if (mapping.getToClassesCount() == 1) {
                moved.add(mapping.getFromClass());
            } else {
                moved.remove(mapping.getFromClass());
            }
        }
        return moved;
    }

    /// The last schema version whose changes count: in another schema nothing says what became of a class, so
    /// there all of them do.
    private static long until(VersionName written, VersionName wanted) {
        return written.asset().equals(wanted.asset()) ? wanted.number() : Long.MAX_VALUE;
    }

    private void requireReviewed(
            DSLContext sql, String parent, LabelledVersion labelled, Set<String> moved, long until) {
        List<SchemaStep> passed = LaterChanges.than(sql, List.of(labelled)).after(labelled).stream()
                .filter(step -> step.number() <= until)
                .toList();
        Map<Question, Answer> answers = ReviewStore.newest(sql, List.of(labelled.id()));
        List<Violation> open = Staleness.of(Optional.of(moved), passed).stream()
                .filter(stale -> !Optional.ofNullable(answers.get(question(labelled, stale)))
                        .map(Answer::letsPass)
                        .orElse(false))
                .map(stale -> new Violation("LABELS_STALE", parent, describe(sql, labelled, stale)))
                .toList();
        if (!open.isEmpty()) {
            throw new Refused(ErrorReason.ERROR_REASON_LABELS_STALE, open);
        }
    }

    private static Question question(LabelledVersion labelled, StaleClass stale) {
        return new Question(labelled.id(), (int) stale.number(), stale.classId());
    }

    private String describe(DSLContext sql, LabelledVersion labelled, StaleClass stale) {
        return "its labels of class '%s' would move along as if written after %s (%s): give them anew, or have them reviewed first"
                .formatted(stale.classId(), assets.name(sql, labelled.schema()).version(stale.number()), stale.spell());
    }
}
