package dev.pedigree.label.rpc;

import dev.pedigree.label.ledger.Ledger;
import dev.pedigree.label.query.DiffTotals;
import dev.pedigree.label.query.Difference;
import dev.pedigree.label.query.Event;
import dev.pedigree.label.query.FindLabels.Filter;
import dev.pedigree.label.query.FindLabels.Found;
import dev.pedigree.v1.ClassPairCount;
import dev.pedigree.v1.Label;
import dev.pedigree.v1.LabelDiffTotals;
import dev.pedigree.v1.LabelDifference;
import dev.pedigree.v1.LabelEvent;
import dev.pedigree.v1.LabelFilter;
import dev.pedigree.v1.LabelSource;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Optional;

/// Answers about labels as the API shows them.
final class QueryCodec {
    private static final String SOURCE = "LABEL_SOURCE_";

    private QueryCodec() {}

    static LabelDifference toWire(Difference difference) {
        return LabelDifference.newBuilder()
                .setSample(difference.sample())
                .setObject(difference.object())
                .setAnnotator(difference.annotator())
                .setFromClass(difference.from())
                .setToClass(difference.to())
                .setRestDiffers(difference.restDiffers())
                .build();
    }

    static LabelDiffTotals toWire(DiffTotals totals) {
        Told<ClassPairCount> classes =
                Told.of(totals.pairs().stream().map(QueryCodec::toWire).toList(), ClassPairCount::getAnnotations);
        return LabelDiffTotals.newBuilder()
                .setAdded(totals.added())
                .setRemoved(totals.removed())
                .setChanged(totals.changed())
                .addAllClasses(classes.counts())
                .setClassesLeftOut(classes.leftOut())
                .build();
    }

    private static ClassPairCount toWire(DiffTotals.Pair pair) {
        return ClassPairCount.newBuilder()
                .setFromClass(pair.from())
                .setToClass(pair.to())
                .setAnnotations(pair.labels())
                .build();
    }

    /// @param brought the ledger that brought the event
    static LabelEvent toWire(Event event, Ledger brought) {
        LabelEvent.Builder wire = LabelEvent.newBuilder()
                .setObject(event.key().object())
                .setAnnotator(event.key().annotator())
                .setLedger(brought.name().digest().toString())
                .setKind(LedgerCodec.toWire(brought.kind()))
                .setLabelSchema(brought.labelSchema())
                .setSource(source(event.source()))
                .setMoved(event.moved());
        event.label().ifPresent(wire::setClassId);
        event.original().ifPresent(wire::setOriginal);
        event.attributes().ifPresent(wire::setAttributes);
        event.geometry().ifPresent(wire::setGeometry);
        event.model().ifPresent(wire::setModel);
        event.confidence().map(BigDecimal::doubleValue).ifPresent(wire::setConfidence);
        event.at().map(LedgerCodec::toWire).ifPresent(wire::setTime);
        event.corrector().ifPresent(wire::setCorrector);
        event.reason().ifPresent(wire::setReason);
        return wire.build();
    }

    static Label toWire(Found found) {
        Event event = found.event();
        Label.Builder wire = Label.newBuilder()
                .setSample(event.key().sample())
                .setObject(event.key().object())
                .setAnnotator(event.key().annotator())
                .setSource(source(event.source()));
        event.label().ifPresent(wire::setClassId);
        event.original().ifPresent(wire::setOriginal);
        event.attributes().ifPresent(wire::setAttributes);
        event.geometry().ifPresent(wire::setGeometry);
        event.model().ifPresent(wire::setModel);
        event.confidence().map(BigDecimal::doubleValue).ifPresent(wire::setConfidence);
        event.at().map(LedgerCodec::toWire).ifPresent(wire::setTime);
        found.path().ifPresent(wire::setPath);
        return wire.build();
    }

    static Filter filter(LabelFilter filter) {
        return new Filter(
                filter.getSamplesList(),
                filter.getClassesList(),
                filter.getAnnotatorsList(),
                filter.getSourcesList().stream().map(QueryCodec::spell).toList(),
                filter.hasConfidenceBelow()
                        ? Optional.of(BigDecimal.valueOf(filter.getConfidenceBelow()))
                        : Optional.empty(),
                filter.getCorrected());
    }

    private static LabelSource source(String spelled) {
        return LabelSource.valueOf(SOURCE + spelled.toUpperCase(Locale.ROOT));
    }

    private static String spell(LabelSource source) {
        return source.name().substring(SOURCE.length()).toLowerCase(Locale.ROOT);
    }
}
