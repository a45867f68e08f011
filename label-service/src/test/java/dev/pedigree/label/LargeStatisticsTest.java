package dev.pedigree.label;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pedigree.label.testing.LabelClient;
import dev.pedigree.label.testing.LabelRig;
import dev.pedigree.v1.AdditiveLabels;
import dev.pedigree.v1.AnnotatorCount;
import dev.pedigree.v1.CorrectionCount;
import dev.pedigree.v1.CorrectiveLabels;
import dev.pedigree.v1.DiffLabelsRequest;
import dev.pedigree.v1.DiffLabelsResponse;
import dev.pedigree.v1.GetLabelStatsRequest;
import dev.pedigree.v1.InitialLabels;
import dev.pedigree.v1.LabelDiffTotals;
import dev.pedigree.v1.LabelFileFormat;
import dev.pedigree.v1.LabelLedger;
import dev.pedigree.v1.LabelLedgerStatistics;
import dev.pedigree.v1.PrepareLabelsRequest;
import java.util.Iterator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Counts of more annotators, or pairs of classes, than a message holds.
final class LargeStatisticsTest {
    @RegisterExtension
    static final LabelRig RIG = LabelRig.usual();

    private static final int WORKERS = 40_000;
    private static final int CLASSES = 160;

    private final LabelClient client = RIG.client();

    @Test
    void ofManyAnnotatorsTheBusiestAreToldAndAllAreCountedOn() {
        LabelLedger first = client.ledger(
                file(client.schema("cat"), "1", "range(1)").setInitial(InitialLabels.getDefaultInstance()));
        assertThat(first.getStatistics().getAnnotatorsLeftOut()).isPositive();
        LabelLedger second = client.ledger(file(first.getLabelSchema(), "2", "range(2) twice where i % 7 = 0")
                .setParentLedger(first.getDigest())
                .setAdditive(AdditiveLabels.getDefaultInstance()));
        LabelLedgerStatistics told = client.stub()
                .getLabelStats(GetLabelStatsRequest.newBuilder()
                        .setName(second.getName())
                        .build())
                .getStatistics();
        assertThat(told).isEqualTo(second.getStatistics());
        assertThat(told.getAnnotations()).isEqualTo(WORKERS + 2 * (WORKERS / 7 + 1));
        assertThat(told.getAnnotatorsCount() + told.getAnnotatorsLeftOut()).isEqualTo(WORKERS);
        assertThat(told.getAnnotatorsList())
                .extracting(AnnotatorCount::getAnnotations)
                .containsOnly(3L);
    }

    /// Of each worker, `times` labels.
    private PrepareLabelsRequest.Builder file(String schema, String part, String times) {
        return client.file(
                schema,
                Parquet.write("""
            select 's' || i || '-%s-' || twice.range as sample, 'cat' as class,
                   repeat('w', 120) || i as annotator, 'human' as source
            from range(%d) t(i), %s\
            """.formatted(part, WORKERS, times.contains("twice") ? times : times + " twice")),
                LabelFileFormat.LABEL_FILE_FORMAT_PARQUET);
    }

    @Test
    void ofManyPairsOfClassesTheMostFrequentAreTold() {
        String label = "repeat('c', 96) || printf('%04d', %s)";
        String[] classes = IntStream.range(0, CLASSES)
                .mapToObj(i -> "c".repeat(96) + "%04d".formatted(i))
                .toArray(String[]::new);
        LabelLedger first = client.ledger(client.file(
                        client.schema(classes),
                        Parquet.write("""
                    select 's' || i || '-' || j as sample, %s as class, 'ann' as annotator, 'human' as source
                    from range(%d) t(i), range(%d) u(j)\
                    """.formatted(label.replace("%s", "i"), CLASSES, CLASSES)),
                        LabelFileFormat.LABEL_FILE_FORMAT_PARQUET)
                .setInitial(InitialLabels.getDefaultInstance()));
        LabelLedger second = client.ledger(client.file(
                        first.getLabelSchema(),
                        Parquet.write("""
                    select 's' || i || '-' || j as sample, 'ann' as annotator, %s as original,
                           case when i = 7 then %s else %s end as corrected, 'eve' as corrector, 'why' as reason,
                           timestamp '2026-02-01 10:00:00' as corrected_at
                    from range(%d) t(i), range(%d) u(j) where i <> j and i <> 0\
                    """.formatted(
                                        label.replace("%s", "i"),
                                        label.replace("%s", "0"),
                                        label.replace("%s", "j"),
                                        CLASSES,
                                        CLASSES)),
                        LabelFileFormat.LABEL_FILE_FORMAT_PARQUET)
                .setParentLedger(first.getDigest())
                .setCorrective(CorrectiveLabels.getDefaultInstance()));
        int pairs = (CLASSES - 2) * (CLASSES - 1) + 1;
        LabelLedgerStatistics statistics = second.getStatistics();
        assertThat(statistics.getCorrectionsCount() + statistics.getCorrectionsLeftOut())
                .isEqualTo(pairs);
        assertThat(statistics.getCorrectionsLeftOut()).isPositive();
        assertThat(statistics.getCorrectionsList())
                .extracting(CorrectionCount::getAnnotations)
                .startsWith((long) CLASSES - 1, 1L);
        LabelDiffTotals totals = totals(first, second);
        assertThat(totals.getClassesCount() + totals.getClassesLeftOut()).isEqualTo(pairs);
        assertThat(totals.getClasses(0).getAnnotations()).isEqualTo(CLASSES - 1);
        assertThat(totals.getChanged()).isEqualTo((long) (CLASSES - 1) * (CLASSES - 1));
    }

    private LabelDiffTotals totals(LabelLedger from, LabelLedger to) {
        Iterator<DiffLabelsResponse> responses = client.stub()
                .diffLabels(DiffLabelsRequest.newBuilder()
                        .setName(from.getName())
                        .setOther(to.getName())
                        .setTotalsOnly(true)
                        .build());
        return responses.next().getTotals();
    }
}
