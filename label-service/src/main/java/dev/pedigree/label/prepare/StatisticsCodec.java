package dev.pedigree.label.prepare;

import static java.util.stream.Collectors.toMap;

import dev.pedigree.label.agreement.Agreement;
import dev.pedigree.label.agreement.Ratings;
import dev.pedigree.label.ledger.LedgerStore.Counted;
import dev.pedigree.label.prepare.Counts.Annotator;
import dev.pedigree.label.prepare.Counts.ClassCount;
import dev.pedigree.v1.AnnotatorCount;
import dev.pedigree.v1.LabelAgreement;
import dev.pedigree.v1.LabelClassCount;
import dev.pedigree.v1.LabelLedgerStatistics;
import dev.pedigree.v1.LabelSource;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// Between what is counted and what is stored and shown.
final class StatisticsCodec {
    private static final String SOURCE = "LABEL_SOURCE_";

    private StatisticsCodec() {}

    static LabelLedgerStatistics.Builder toWire(Counts counts) {
        LabelLedgerStatistics.Builder statistics = LabelLedgerStatistics.newBuilder()
                .setAnnotations(counts.annotations())
                .setSamples(counts.samples())
                .setItems(counts.items())
                .setUnsettledItems(counts.unsettled());
        new TreeMap<>(counts.classes())
                .forEach((id, count) -> statistics.addDistribution(LabelClassCount.newBuilder()
                        .setClassId(id)
                        .setItems(count.items())
                        .setSamples(count.samples())));
        new TreeMap<>(counts.annotators())
                .forEach((annotator, count) -> statistics.addAnnotators(AnnotatorCount.newBuilder()
                        .setAnnotator(annotator.id())
                        .setSource(source(annotator.source()))
                        .setAnnotations(count)));
        if (!counts.ratings().groups().isEmpty()) {
            statistics.setAgreement(agreement(Agreement.of(counts.ratings())));
        }
        return statistics;
    }

    static Counts fromStored(Counted counted) {
        LabelLedgerStatistics stored = counted.statistics();
        Map<String, ClassCount> classes = stored.getDistributionList().stream()
                .collect(toMap(
                        LabelClassCount::getClassId, count -> new ClassCount(count.getItems(), count.getSamples())));
        Map<Annotator, Long> annotators = stored.getAnnotatorsList().stream()
                .collect(toMap(
                        count -> new Annotator(count.getAnnotator(), spell(count.getSource())),
                        AnnotatorCount::getAnnotations));
        return new Counts(
                stored.getAnnotations(),
                stored.getSamples(),
                stored.getItems(),
                stored.getUnsettledItems(),
                classes,
                annotators,
                counted.ratings());
    }

    static Counts none() {
        return new Counts(0, 0, 0, 0, Map.of(), Map.of(), Ratings.none());
    }

    private static LabelAgreement agreement(Agreement agreement) {
        LabelAgreement.Builder wire = LabelAgreement.newBuilder()
                .setItems(agreement.items())
                .setRatings(agreement.ratings())
                .setObserved(agreement.observed());
        agreement.cohenKappa().ifPresent(wire::setCohenKappa);
        agreement.fleissKappa().ifPresent(wire::setFleissKappa);
        agreement.krippendorffAlpha().ifPresent(wire::setKrippendorffAlpha);
        return wire.build();
    }

    private static LabelSource source(String spelled) {
        return LabelSource.valueOf(SOURCE + spelled.toUpperCase(Locale.ROOT));
    }

    private static String spell(LabelSource source) {
        return source.name().substring(SOURCE.length()).toLowerCase(Locale.ROOT);
    }
}
