package dev.pedigree.label.rpc;

import com.google.protobuf.Timestamp;
import dev.pedigree.label.ledger.Ledger;
import dev.pedigree.label.ledger.LedgerStore;
import dev.pedigree.label.ledger.LedgerStore.Counted;
import dev.pedigree.label.rule.ChangeKind;
import dev.pedigree.lifecycle.Digest;
import dev.pedigree.v1.AnnotatorCount;
import dev.pedigree.v1.ClassMapping;
import dev.pedigree.v1.CorrectionCount;
import dev.pedigree.v1.LabelChangeKind;
import dev.pedigree.v1.LabelClassCount;
import dev.pedigree.v1.LabelLedger;
import dev.pedigree.v1.LabelLedgerStatistics;
import java.time.Instant;

/// Ledgers as the API shows them.
final class LedgerCodec {
    private LedgerCodec() {}

    static LabelLedger toWire(LedgerStore ledgers, Counted counted) {
        Ledger ledger = counted.ledger();
        LabelLedger.Builder wire = LabelLedger.newBuilder()
                .setName(ledger.name().toString())
                .setDigest(ledger.name().digest().toString())
                .setKind(toWire(ledger.kind()))
                .setLabelSchema(ledger.labelSchema())
                .setChangeFile(ledger.changeFile().map(Digest::toString).orElse(""))
                .setManifestDigest(ledger.manifest().map(Digest::toString).orElse(""))
                .setStatistics(told(counted.statistics()))
                .setExpireTime(toWire(ledger.leasedUntil()));
        ledger.moves()
                .targets()
                .forEach((from, to) -> wire.addMapping(ClassMapping.newBuilder()
                        .setFromClass(from)
                        .addAllToClasses(to.stream().sorted().toList())));
        ledgers.parent(ledger)
                .ifPresent(parent -> wire.setParent(parent.digest().toString()));
        return wire.build();
    }

    /// The next ledger is counted from what is stored, which is whole.
    private static LabelLedgerStatistics told(LabelLedgerStatistics stored) {
        Told<LabelClassCount> before = Told.of(stored.getParentDistributionList(), LabelClassCount::getItems);
        Told<AnnotatorCount> annotators = Told.of(stored.getAnnotatorsList(), AnnotatorCount::getAnnotations);
        Told<CorrectionCount> corrections = Told.of(stored.getCorrectionsList(), CorrectionCount::getAnnotations);
        return stored.toBuilder()
                .clearParentDistribution()
                .addAllParentDistribution(before.counts())
                .setParentDistributionLeftOut(before.leftOut())
                .clearAnnotators()
                .addAllAnnotators(annotators.counts())
                .setAnnotatorsLeftOut(annotators.leftOut())
                .clearCorrections()
                .addAllCorrections(corrections.counts())
                .setCorrectionsLeftOut(corrections.leftOut())
                .build();
    }

    static LabelChangeKind toWire(ChangeKind kind) {
        return switch (kind) {
            case INITIAL -> LabelChangeKind.LABEL_CHANGE_KIND_INITIAL;
            case ADDITIVE -> LabelChangeKind.LABEL_CHANGE_KIND_ADDITIVE;
            case CORRECTIVE -> LabelChangeKind.LABEL_CHANGE_KIND_CORRECTIVE;
            case SCHEMA -> LabelChangeKind.LABEL_CHANGE_KIND_SCHEMA;
        };
    }

    static Timestamp toWire(Instant time) {
        return Timestamp.newBuilder()
                .setSeconds(time.getEpochSecond())
                .setNanos(time.getNano())
                .build();
    }
}
