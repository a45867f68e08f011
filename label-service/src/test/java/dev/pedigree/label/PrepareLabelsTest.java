package dev.pedigree.label;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pedigree.label.testing.LabelClient;
import dev.pedigree.label.testing.LabelRig;
import dev.pedigree.v1.AdditiveLabels;
import dev.pedigree.v1.ClassMapping;
import dev.pedigree.v1.GetLabelStatsRequest;
import dev.pedigree.v1.InitialLabels;
import dev.pedigree.v1.LabelClassCount;
import dev.pedigree.v1.LabelFileFormat;
import dev.pedigree.v1.LabelLedger;
import dev.pedigree.v1.PrepareLabelsRequest;
import dev.pedigree.v1.SchemaLabels;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class PrepareLabelsTest {
    @RegisterExtension
    static final LabelRig RIG = LabelRig.usual();

    private static final String FIRST = """
        sample,class,annotator,source
        a,cat,ann,human
        b,dog,ann,human
        c,cat,bob,human
        """;

    private final LabelClient client = RIG.client();

    @Test
    void changesAreCountedByWhatBecameOfThem() throws Exception {
        LabelLedger ledger = client.initial(client.schema("cat"), "sample,class,annotator,source\na,cat,ann,human\n");
        double prepared = changes("prepared");
        double refused = changes("refused");
        String again = "sample,class,annotator,source\na,cat,ann,human\n";
        client.refusal(client.csv(ledger.getLabelSchema(), again)
                .setParentLedger(ledger.getDigest())
                .setAdditive(AdditiveLabels.getDefaultInstance()));
        client.additive(ledger, again.replace("a,cat", "b,cat"));
        assertThat(changes("prepared")).isEqualTo(prepared + 1);
        assertThat(changes("refused")).isEqualTo(refused + 1);
    }

    private static double changes(String outcome) throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            String told = http.send(HttpRequest.newBuilder(RIG.metrics()).build(), HttpResponse.BodyHandlers.ofString())
                    .body();
            return told.lines()
                    .filter(line -> line.startsWith("pedigree_label_changes_total") && line.contains(outcome))
                    .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                    .sum();
        }
    }

    @Test
    void theFirstLabelsAreCounted() {
        LabelLedger ledger = client.initial(client.schema("cat", "dog"), FIRST);
        assertThat(ledger.getStatistics().getAnnotations()).isEqualTo(3);
        assertThat(ledger.getStatistics().getSamples()).isEqualTo(3);
        assertThat(ledger.getStatistics().getAdded()).isEqualTo(3);
        assertThat(distribution(ledger)).containsExactly("cat 2 2", "dog 1 1");
        assertThat(ledger.getParent()).isEmpty();
        assertThat(client.stub()
                        .getLabelStats(GetLabelStatsRequest.newBuilder()
                                .setName(ledger.getName())
                                .build())
                        .getStatistics())
                .isEqualTo(ledger.getStatistics());
    }

    @Test
    void theSameChangeIsTheSameLedgerWhateverTheFormat() {
        String schema = client.schema("cat", "dog");
        LabelLedger once = client.initial(schema, FIRST);
        LabelLedger again = client.initial(schema, FIRST);
        LabelLedger json = client.ledger(
                client.file(schema, """
                    {"sample": "c", "class": "cat", "annotator": "bob", "source": "human"}
                    {"sample": "b", "class": "dog", "annotator": "ann", "source": "human"}
                    {"sample": "a", "class": "cat", "annotator": "ann", "source": "human"}
                    """.getBytes(StandardCharsets.UTF_8), LabelFileFormat.LABEL_FILE_FORMAT_JSON_LINES)
                        .setInitial(InitialLabels.getDefaultInstance()));
        assertThat(again.getDigest()).isEqualTo(once.getDigest()).isEqualTo(json.getDigest());
        assertThat(again.getChangeFile()).isEqualTo(once.getChangeFile());
    }

    @Test
    void theSameChangePreparedByManyAtOnceIsOneLedger() {
        PrepareLabelsRequest request = client.csv(client.schema("cat", "dog"), FIRST)
                .setInitial(InitialLabels.getDefaultInstance())
                .build();
        List<CompletableFuture<LabelLedger>> many = Stream.generate(() -> CompletableFuture.supplyAsync(
                        () -> client.ledger(request.toBuilder()), Thread::startVirtualThread))
                .limit(4)
                .toList();
        LabelLedger one = client.ledger(request.toBuilder());
        assertThat(many)
                .extracting(CompletableFuture::join)
                .extracting(LabelLedger::getDigest)
                .containsOnly(one.getDigest());
        assertThat(client.additive(one, "sample,class,annotator,source\nz,cat,ann,human\n")
                        .getStatistics()
                        .getAnnotations())
                .isEqualTo(4);
    }

    @Test
    void whatIsAddedCountsOn() {
        LabelLedger first = client.initial(client.schema("cat", "dog"), FIRST);
        LabelLedger second = client.additive(first, """
            sample,class,annotator,source
            a,dog,bob,human
            d,dog,ann,human
            """);
        assertThat(second.getParent()).isEqualTo(first.getDigest());
        assertThat(second.getStatistics().getAnnotations()).isEqualTo(5);
        assertThat(second.getStatistics().getSamples()).isEqualTo(4);
        assertThat(second.getStatistics().getUnsettledItems()).isEqualTo(1);
        assertThat(distribution(second)).containsExactly("cat 1 1", "dog 2 2");
        assertThat(second.getStatistics().getParentDistributionList())
                .isEqualTo(first.getStatistics().getDistributionList());
        assertThat(second.getStatistics().getAgreement().getItems()).isEqualTo(1);
        assertThat(second.getStatistics().getAgreement().getObserved()).isZero();
    }

    @Test
    void corrections() {
        LabelLedger first = client.initial(client.schema("cat", "dog"), FIRST);
        LabelLedger second = client.corrective(first, """
            sample,annotator,original,corrected,corrector,reason,corrected_at
            a,ann,cat,dog,eve,blurred,2026-02-01T10:00:00Z
            b,ann,dog,,eve,empty,2026-02-01T10:00:00Z
            """);
        assertThat(second.getStatistics().getCorrected()).isEqualTo(1);
        assertThat(second.getStatistics().getWithdrawn()).isEqualTo(1);
        assertThat(second.getStatistics().getSamples()).isEqualTo(2);
        assertThat(distribution(second)).containsExactly("cat 1 1", "dog 1 1");
        assertThat(second.getStatistics().getCorrectionsList())
                .extracting(count -> count.getOriginal() + ">" + count.getCorrected())
                .containsExactly("cat>dog", "dog>");
    }

    @Test
    void labelsMoveToAnotherSchema() {
        LabelLedger first = client.initial(client.schema("cat", "dog"), FIRST);
        String next = client.schema("feline", "hound", "poodle");
        LabelLedger second = client.moved(
                first,
                next,
                SchemaLabels.newBuilder()
                        .addMapping(mapping("cat", "feline"))
                        .addMapping(mapping("dog", "hound", "poodle"))
                        .build(),
                Optional.of("""
                    sample,annotator,corrected,corrector,reason,corrected_at
                    b,ann,poodle,eve,split,2026-02-01T10:00:00Z
                    """));
        assertThat(distribution(second)).containsExactly("feline 2 2", "poodle 1 1");
        LabelLedger third = client.corrective(second, """
            sample,annotator,original,corrected,corrector,reason,corrected_at
            a,ann,feline,hound,eve,blurred,2026-02-01T10:00:00Z
            """);
        assertThat(distribution(third)).containsExactly("feline 1 1", "hound 1 1", "poodle 1 1");
    }

    private static ClassMapping mapping(String from, String... to) {
        return ClassMapping.newBuilder()
                .setFromClass(from)
                .addAllToClasses(List.of(to))
                .build();
    }

    private static List<String> distribution(LabelLedger ledger) {
        return ledger.getStatistics().getDistributionList().stream()
                .map(PrepareLabelsTest::text)
                .toList();
    }

    private static String text(LabelClassCount count) {
        return "%s %d %d".formatted(count.getClassId(), count.getItems(), count.getSamples());
    }
}
