package dev.pedigree.registry.version;

import static java.util.stream.Collectors.joining;

import dev.pedigree.chassis.fault.Conflict;
import dev.pedigree.chassis.fault.FieldViolation;
import dev.pedigree.chassis.fault.Invalid;
import dev.pedigree.mesh.v1.LedgerEvidence;
import dev.pedigree.registry.name.Times;
import dev.pedigree.v1.ClassMapping;
import dev.pedigree.v1.DatasetChange;
import dev.pedigree.v1.DatasetRecord;
import dev.pedigree.v1.ErrorReason;
import dev.pedigree.v1.LabelChangeKind;
import dev.pedigree.v1.LabelLedger;
import dev.pedigree.v1.LabelLedgerReference;
import dev.pedigree.v1.VersionRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/// Whether a record says of its labels what their ledger says, and the ledger stays long enough.
final class LedgerCheck {
    private static final Duration MARGIN = Duration.ofMinutes(5);
    private static final String FIELD = "record.dataset.";

    private final VersionRecord record;
    private final DatasetRecord dataset;
    private final LabelLedger ledger;
    private final List<FieldViolation> faults = new ArrayList<>();

    private LedgerCheck(VersionRecord record, LabelLedger ledger) {
        this.record = record;
        this.dataset = record.getDataset();
        this.ledger = ledger;
    }

    /// @param now by the database's clock
    /// @param parentLedger of the version that the record follows, empty when it names none
    static void require(VersionRecord record, LedgerEvidence evidence, Instant now, String parentLedger) {
        String wanted = record.getDataset().getLabelLedger().getDigest();
        if (wanted.isEmpty()) {
            return;
        }
        if (!evidence.getLedger().getDigest().equals(wanted)
                || Times.fromWire(evidence.getExpireTime()).isBefore(now.plus(MARGIN))) {
            throw new Conflict(
                    ErrorReason.ERROR_REASON_EVIDENCE_STALE,
                    "the evidence for the label ledger is about to expire: try again",
                    Map.of("changed", "ledger", "digest", wanted));
        }
        LedgerCheck check = new LedgerCheck(record, evidence.getLedger());
        check.compare(parentLedger);
        if (!check.faults.isEmpty()) {
            throw new Invalid(check.faults);
        }
    }

    private void compare(String parentLedger) {
        LabelLedgerReference named = dataset.getLabelLedger();
        equal("label_ledger.change_file", named.getChangeFile(), ledger.getChangeFile());
        equal("label_schema", dataset.getLabelSchema().getValue(), ledger.getLabelSchema());
        if (!ledger.getParent().equals(parentLedger)) {
            fault(
                    "label_ledger.digest",
                    "follows %s, and the parent version %s"
                            .formatted(describe(ledger.getParent()), describe(parentLedger)));
        }
        if (!ledger.getManifestDigest().isEmpty() && !ledger.getManifestDigest().equals(record.getManifestDigest())) {
            fault("label_ledger.digest", "its paths were found in " + ledger.getManifestDigest());
        }
        change(dataset.getChange(), parentLedger);
    }

    /// A dataset whose earlier versions had no ledger begins one with whatever change it makes.
    private void change(DatasetChange change, String parentLedger) {
        LabelChangeKind kind = ledger.getKind();
        boolean begins = kind == LabelChangeKind.LABEL_CHANGE_KIND_INITIAL && parentLedger.isEmpty();
        switch (change.getChangeCase()) {
            case INITIAL -> require(kind, LabelChangeKind.LABEL_CHANGE_KIND_INITIAL, false);
            case ADDITIVE -> {
                require(kind, LabelChangeKind.LABEL_CHANGE_KIND_ADDITIVE, begins);
                if (change.getAdditive().getDistributionCount() > 0) {
                    fault("change.additive.distribution", "is what the server counts: leave it out");
                }
            }
            case CORRECTIVE -> {
                require(kind, LabelChangeKind.LABEL_CHANGE_KIND_CORRECTIVE, begins);
                count(
                        "change.corrective.corrected_samples",
                        change.getCorrective().getCorrectedSamples(),
                        begins);
            }
            case SCHEMA -> {
                require(kind, LabelChangeKind.LABEL_CHANGE_KIND_SCHEMA, begins);
                count("change.schema.relabelled_samples", change.getSchema().getRelabelledSamples(), begins);
                if (!begins && !sorted(change.getSchema().getMappingList()).equals(sorted(ledger.getMappingList()))) {
                    fault("change.schema.mapping", "the ledger maps " + describe(ledger.getMappingList()));
                }
            }
            case CHANGE_NOT_SET -> {}
        }
    }

    private void require(LabelChangeKind kind, LabelChangeKind expected, boolean otherwise) {
        if (kind != expected && !otherwise) {
            fault("change", "the ledger was prepared as another kind of change, " + kind);
        }
    }

    private void count(String field, long stated, boolean begins) {
        long counted = ledger.getStatistics().getChangedSamples();
        if (stated != counted && !begins) {
            fault(field, "the ledger changes %d samples".formatted(counted));
        }
    }

    /// In whatever order it was written down, and whatever was said twice of a class.
    private static List<ClassMapping> sorted(List<ClassMapping> mapping) {
        return mapping.stream()
                .map(each -> each.toBuilder()
                        .clearToClasses()
                        .addAllToClasses(new TreeSet<>(each.getToClassesList()))
                        .build())
                .sorted(Comparator.comparing(ClassMapping::getFromClass))
                .toList();
    }

    private static String describe(List<ClassMapping> mapping) {
        int most = 20;
        String told = mapping.stream()
                .limit(most)
                .map(each -> each.getFromClass() + " to " + each.getToClassesList())
                .collect(joining(", "));
        return mapping.size() <= most ? told : told + " and so on";
    }

    private void equal(String field, String stated, String expected) {
        if (!stated.equals(expected)) {
            fault(field, "the ledger says " + describe(expected));
        }
    }

    private void fault(String field, String description) {
        faults.add(new FieldViolation(FIELD + field, description));
    }

    private static String describe(String text) {
        return text.isEmpty() ? "none" : text;
    }
}
