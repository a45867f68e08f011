package dev.pedigree.label;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pedigree.label.testing.LabelClient;
import dev.pedigree.label.testing.LabelRig;
import dev.pedigree.label.testing.Model;
import dev.pedigree.v1.DiffLabelsRequest;
import dev.pedigree.v1.DiffLabelsResponse;
import dev.pedigree.v1.FindLabelsRequest;
import dev.pedigree.v1.GetLabelHistoryRequest;
import dev.pedigree.v1.LabelLedger;
import dev.pedigree.v1.LabelLedgerStatistics;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.sessions.JqwikSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Random changes, one after the other; after each, every question is answered as a plain model in memory answers it.
final class ModelTest {
    private static final int SEQUENCES = 10;

    @RegisterExtension
    static final LabelRig RIG = LabelRig.usual();

    private final LabelClient client = RIG.client();

    @Test
    void everyQuestionIsAnsweredAsAPlainModelDoes() {
        Arbitrary<List<Long>> sequences =
                Arbitraries.longs().list().ofMinSize(2).ofMaxSize(9);
        JqwikSession.run(() -> sequences.sampleStream().limit(SEQUENCES).forEach(this::play));
    }

    /// @param seeds of the changes
    private void play(List<Long> seeds) {
        Model model = new Model();
        List<LabelLedger> ledgers = new ArrayList<>();
        for (long seed : seeds) {
            Random random = new Random(seed);
            ledgers.add(model.change(client, ledgers, random));
            LabelLedger newest = ledgers.getLast();
            compareCounts(newest.getStatistics(), model, seeds);
            int other = random.nextInt(ledgers.size());
            compareLabels(ledgers.get(other), model, other, seeds);
            compareLabels(newest, model, ledgers.size() - 1, seeds);
            assertThat(diff(ledgers.get(other), newest))
                    .as("%s", seeds)
                    .isEqualTo(model.diff(other, ledgers.size() - 1));
            assertThat(diff(newest, ledgers.get(other)))
                    .as("%s", seeds)
                    .isEqualTo(model.diff(ledgers.size() - 1, other));
            String sample = Model.sample(random);
            assertThat(history(newest, sample)).as("%s", seeds).isEqualTo(model.history(sample, ledgers));
        }
    }

    private static void compareCounts(LabelLedgerStatistics statistics, Model model, List<Long> seeds) {
        assertThat(statistics.getAnnotations()).as("%s", seeds).isEqualTo(model.annotations());
        assertThat(statistics.getSamples()).as("%s", seeds).isEqualTo(model.samples());
        assertThat(statistics.getItems()).as("%s", seeds).isEqualTo(model.items());
        assertThat(statistics.getUnsettledItems()).as("%s", seeds).isEqualTo(model.unsettled());
        assertThat(statistics.getDistributionList().stream()
                        .map(count -> "%s %d %d".formatted(count.getClassId(), count.getItems(), count.getSamples())))
                .as("%s", seeds)
                .containsExactlyElementsOf(model.distribution());
        assertThat(statistics.getAgreement().getItems()).as("%s", seeds).isEqualTo(model.ratedItems());
        assertThat(statistics.getAgreement().getRatings()).as("%s", seeds).isEqualTo(model.ratings());
    }

    private void compareLabels(LabelLedger ledger, Model model, int version, List<Long> seeds) {
        assertThat(client
                        .stub()
                        .findLabels(FindLabelsRequest.newBuilder()
                                .setName(ledger.getName())
                                .build())
                        .getLabelsList()
                        .stream()
                        .map(label -> "%s/%s/%s %s"
                                .formatted(
                                        label.getSample(),
                                        label.getObject(),
                                        label.getAnnotator(),
                                        label.getClassId())))
                .as("%s", seeds)
                .containsExactlyElementsOf(model.labels(version));
    }

    private List<String> diff(LabelLedger from, LabelLedger to) {
        List<DiffLabelsResponse> responses = new ArrayList<>();
        client.stub()
                .diffLabels(DiffLabelsRequest.newBuilder()
                        .setName(from.getName())
                        .setOther(to.getName())
                        .build())
                .forEachRemaining(responses::add);
        return responses.stream()
                .flatMap(response -> response.getDifferencesList().stream())
                .map(row -> "%s/%s/%s %s>%s"
                        .formatted(
                                row.getSample(),
                                row.getObject(),
                                row.getAnnotator(),
                                row.getFromClass(),
                                row.getToClass()))
                .toList();
    }

    private List<String> history(LabelLedger ledger, String sample) {
        return client
                .stub()
                .getLabelHistory(GetLabelHistoryRequest.newBuilder()
                        .setName(ledger.getName())
                        .setSample(sample)
                        .build())
                .getEventsList()
                .stream()
                .map(event -> "%s/%s %s %s"
                        .formatted(event.getObject(), event.getAnnotator(), event.getLedger(), event.getClassId()))
                .toList();
    }
}
