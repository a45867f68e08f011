package dev.pedigree.label;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.protobuf.ByteString;
import dev.pedigree.label.testing.Changes;
import dev.pedigree.label.testing.LabelClient;
import dev.pedigree.label.testing.LabelRig;
import dev.pedigree.label.testing.Model;
import dev.pedigree.v1.DiffLabelsRequest;
import dev.pedigree.v1.DiffLabelsResponse;
import dev.pedigree.v1.ExportLabelsRequest;
import dev.pedigree.v1.ExportLabelsResponse;
import dev.pedigree.v1.FindLabelsRequest;
import dev.pedigree.v1.FindLabelsResponse;
import dev.pedigree.v1.GetLabelHistoryRequest;
import dev.pedigree.v1.GetLabelStatsRequest;
import dev.pedigree.v1.Label;
import dev.pedigree.v1.LabelDiffTotals;
import dev.pedigree.v1.LabelEvent;
import dev.pedigree.v1.LabelExportFormat;
import dev.pedigree.v1.LabelFilter;
import dev.pedigree.v1.LabelHistory;
import dev.pedigree.v1.LabelLedger;
import dev.pedigree.v1.LabelLedgerStatistics;
import dev.pedigree.v1.LabelSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.sessions.JqwikSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Random changes, one after the other; after each, every question is answered as a plain model in memory answers it.
final class ModelTest {
    private static final int SEQUENCES = Integer.getInteger("model.sequences", 8);

    @RegisterExtension
    static final LabelRig RIG = LabelRig.usual();

    private LabelClient client = RIG.client();

    @Test
    void everyQuestionIsAnsweredAsAPlainModelDoes() {
        Arbitrary<List<Long>> sequences =
                Arbitraries.longs().list().ofMinSize(3).ofMaxSize(10);
        JqwikSession.run(() -> sequences.sampleStream().limit(SEQUENCES).forEach(this::play));
        RIG.restart(true);
        client = client.over(RIG);
        JqwikSession.run(() -> sequences.sampleStream().limit(1).forEach(this::play));
    }

    /// @param seeds of the changes
    private void play(List<Long> seeds) {
        Model model = new Model();
        Changes changes = new Changes(model);
        for (long seed : seeds) {
            Random random = new Random(seed);
            changes.next(client, random);
            int newest = changes.ledgers().size() - 1;
            compare(model, changes.ledgers(), newest, random, seeds);
            compare(model, changes.ledgers(), random.nextInt(newest + 1), random, seeds);
        }
        assertThat(exported(changes.ledgers().getLast()))
                .as("%s", seeds)
                .containsExactlyInAnyOrderElementsOf(
                        model.labels(changes.ledgers().size() - 1));
    }

    private void compare(Model model, List<LabelLedger> ledgers, int place, Random random, List<Long> seeds) {
        LabelLedger ledger = ledgers.get(place);
        LabelLedgerStatistics statistics = stats(ledger);
        assertThat(counts(statistics)).as("%s", seeds).containsExactlyInAnyOrderElementsOf(model.counts(place));
        compare(alpha(statistics), model.alpha(place), seeds);
        String word = random.nextInt(3) == 0
                ? ledger.getStatistics().getDistributionList().stream()
                        .map(count -> count.getClassId())
                        .findFirst()
                        .orElse("none")
                : List.of("ann", "consensus", "s1").get(random.nextInt(3));
        assertThat(find(ledger, LabelFilter.getDefaultInstance()))
                .as("%s", seeds)
                .isEqualTo(model.labels(place));
        assertThat(find(ledger, filter(word))).as("%s", seeds).isEqualTo(model.labels(place, found -> found.is(word)));
        assertThat(find(ledger, LabelFilter.newBuilder().setCorrected(true).build()))
                .as("%s", seeds)
                .isEqualTo(model.labels(place, Model.Found::corrected));
        int other = random.nextInt(ledgers.size());
        assertThat(diff(ledgers.get(other), ledger)).as("%s", seeds).isEqualTo(model.diff(other, place));
        assertThat(diff(ledger, ledgers.get(other))).as("%s", seeds).isEqualTo(model.diff(place, other));
        String sample = Changes.sample(random);
        assertThat(history(ledger, sample, ledgers)).as("%s", seeds).isEqualTo(model.history(place, sample));
    }

    /// The model adds fractions up in another order.
    private static void compare(OptionalDouble told, OptionalDouble expected, List<Long> seeds) {
        assertThat(told.isPresent()).as("%s", seeds).isEqualTo(expected.isPresent());
        assertThat(told.orElse(0)).as("%s", seeds).isCloseTo(expected.orElse(0), within(1e-9));
    }

    private LabelLedgerStatistics stats(LabelLedger ledger) {
        LabelLedger asked = client.stub()
                .getLabelStats(GetLabelStatsRequest.newBuilder()
                        .setName(ledger.getName())
                        .build());
        assertThat(asked.getStatistics()).isEqualTo(ledger.getStatistics());
        return asked.getStatistics();
    }

    private static List<String> counts(LabelLedgerStatistics statistics) {
        List<String> counts = new ArrayList<>();
        counts.add("annotations " + statistics.getAnnotations());
        counts.add("samples " + statistics.getSamples());
        counts.add("items " + statistics.getItems());
        counts.add("unsettled " + statistics.getUnsettledItems());
        statistics
                .getDistributionList()
                .forEach(count ->
                        counts.add("%s %d %d".formatted(count.getClassId(), count.getItems(), count.getSamples())));
        statistics
                .getParentDistributionList()
                .forEach(count -> counts.add(
                        "before %s %d %d".formatted(count.getClassId(), count.getItems(), count.getSamples())));
        statistics
                .getAnnotatorsList()
                .forEach(count -> counts.add("annotator %s %s %d"
                        .formatted(count.getAnnotator(), spell(count.getSource()), count.getAnnotations())));
        counts.add("added " + statistics.getAdded());
        counts.add("corrected " + statistics.getCorrected());
        counts.add("withdrawn " + statistics.getWithdrawn());
        statistics
                .getCorrectionsList()
                .forEach(count -> counts.add(
                        "%s>%s %d".formatted(count.getOriginal(), count.getCorrected(), count.getAnnotations())));
        return counts;
    }

    private static OptionalDouble alpha(LabelLedgerStatistics statistics) {
        return statistics.getAgreement().hasKrippendorffAlpha()
                ? OptionalDouble.of(statistics.getAgreement().getKrippendorffAlpha())
                : OptionalDouble.empty();
    }

    private static LabelFilter filter(String word) {
        return switch (word) {
            case "ann" -> LabelFilter.newBuilder().addAnnotators(word).build();
            case "consensus" ->
                LabelFilter.newBuilder()
                        .addSources(LabelSource.LABEL_SOURCE_CONSENSUS)
                        .build();
            case "s1" -> LabelFilter.newBuilder().addSamples(word).build();
            default -> LabelFilter.newBuilder().addClasses(word).build();
        };
    }

    /// Page by page.
    private List<String> find(LabelLedger ledger, LabelFilter filter) {
        FindLabelsRequest.Builder request = FindLabelsRequest.newBuilder()
                .setName(ledger.getName())
                .setFilter(filter)
                .setPageSize(13);
        List<String> found = new ArrayList<>();
        do {
            FindLabelsResponse page = client.stub().findLabels(request.build());
            page.getLabelsList().forEach(label -> found.add(text(label)));
            request.setPageToken(page.getNextPageToken());
        } while (!request.getPageToken().isEmpty());
        return found;
    }

    private static String text(Label label) {
        return "%s/%s/%s %s %s %s %s"
                .formatted(
                        label.getSample(),
                        label.getObject(),
                        label.getAnnotator(),
                        label.getClassId(),
                        spell(label.getSource()),
                        note(label.getAttributes()),
                        label.getOriginal());
    }

    private static String spell(LabelSource source) {
        return source.name().substring("LABEL_SOURCE_".length()).toLowerCase(Locale.ROOT);
    }

    private static String note(String attributes) {
        return attributes.replaceAll("[^xy]", "");
    }

    private List<String> diff(LabelLedger from, LabelLedger to) {
        List<DiffLabelsResponse> responses = new ArrayList<>();
        client.stub()
                .diffLabels(DiffLabelsRequest.newBuilder()
                        .setName(from.getName())
                        .setOther(to.getName())
                        .build())
                .forEachRemaining(responses::add);
        List<String> rows = responses.stream()
                .flatMap(response -> response.getDifferencesList().stream())
                .map(row -> "%s/%s/%s %s>%s%s"
                        .formatted(
                                row.getSample(),
                                row.getObject(),
                                row.getAnnotator(),
                                row.getFromClass(),
                                row.getToClass(),
                                row.getRestDiffers() ? " rest" : ""))
                .toList();
        LabelDiffTotals totals = responses.getLast().getTotals();
        assertThat(totals.getAdded())
                .isEqualTo(rows.stream().filter(row -> row.contains(" >")).count());
        assertThat(totals.getRemoved())
                .isEqualTo(rows.stream().filter(row -> row.endsWith(">")).count());
        assertThat(totals.getAdded() + totals.getRemoved() + totals.getChanged())
                .isEqualTo(rows.size());
        return rows;
    }

    /// Page by page.
    private List<String> history(LabelLedger ledger, String sample, List<LabelLedger> ledgers) {
        List<String> digests = ledgers.stream().map(LabelLedger::getDigest).toList();
        GetLabelHistoryRequest.Builder request = GetLabelHistoryRequest.newBuilder()
                .setName(ledger.getName())
                .setSample(sample)
                .setPageSize(3);
        List<String> history = new ArrayList<>();
        do {
            LabelHistory page = client.stub().getLabelHistory(request.build());
            page.getEventsList()
                    .forEach(event -> history.add(digests.indexOf(event.getLedger()) + " " + text(sample, event)));
            request.setPageToken(page.getNextPageToken());
        } while (!request.getPageToken().isEmpty());
        return history;
    }

    private static String text(String sample, LabelEvent event) {
        return "%s/%s/%s %s %s %s%s"
                .formatted(
                        sample,
                        event.getObject(),
                        event.getAnnotator(),
                        event.getOriginal(),
                        event.getClassId(),
                        event.getClassId().isEmpty() ? "" : note(event.getAttributes()),
                        event.getMoved() ? " moved" : "");
    }

    private List<String> exported(LabelLedger ledger) {
        List<ExportLabelsResponse> steps = new ArrayList<>();
        client.stub()
                .exportLabels(ExportLabelsRequest.newBuilder()
                        .setName(ledger.getName())
                        .setFormat(LabelExportFormat.LABEL_EXPORT_FORMAT_PARQUET)
                        .build())
                .forEachRemaining(steps::add);
        ByteString file = client.download(steps.getLast().getExported().getDigest());
        return Parquet.rows(
                file,
                "concat_ws(' ', concat_ws('/', sample, object, annotator), class, source,"
                        + " regexp_replace(coalesce(attributes, ''), '[^xy]', '', 'g'), coalesce(original, ''))");
    }
}
