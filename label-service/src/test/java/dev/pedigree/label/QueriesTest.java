package dev.pedigree.label;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.pedigree.label.testing.LabelClient;
import dev.pedigree.label.testing.LabelRig;
import dev.pedigree.v1.AttributeType;
import dev.pedigree.v1.ClassMapping;
import dev.pedigree.v1.CorrectiveLabels;
import dev.pedigree.v1.DiffLabelsRequest;
import dev.pedigree.v1.DiffLabelsResponse;
import dev.pedigree.v1.ErrorReason;
import dev.pedigree.v1.ExportLabelsRequest;
import dev.pedigree.v1.ExportLabelsResponse;
import dev.pedigree.v1.FindLabelsRequest;
import dev.pedigree.v1.FindLabelsResponse;
import dev.pedigree.v1.GetLabelHistoryRequest;
import dev.pedigree.v1.InitialLabels;
import dev.pedigree.v1.Label;
import dev.pedigree.v1.LabelAttribute;
import dev.pedigree.v1.LabelClass;
import dev.pedigree.v1.LabelEvent;
import dev.pedigree.v1.LabelExportFormat;
import dev.pedigree.v1.LabelFault;
import dev.pedigree.v1.LabelFaultKind;
import dev.pedigree.v1.LabelFileFormat;
import dev.pedigree.v1.LabelFilter;
import dev.pedigree.v1.LabelLedger;
import dev.pedigree.v1.LabelSource;
import dev.pedigree.v1.SchemaLabels;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// A dataset whose labels were added, corrected, withdrawn and moved, and the questions about it.
final class QueriesTest {
    @RegisterExtension
    static final LabelRig RIG = LabelRig.usual();

    private final LabelClient client = RIG.client();
    private final SchemaLabels mapping = SchemaLabels.newBuilder()
            .addMapping(ClassMapping.newBuilder().setFromClass("cat").addToClasses("feline"))
            .addMapping(ClassMapping.newBuilder().setFromClass("dog").addToClasses("hound"))
            .build();
    private LabelLedger first;
    private LabelLedger corrected;
    private LabelLedger moved;
    private LabelLedger last;

    @BeforeEach
    void label() {
        first = client.initial(client.schema("cat", "dog"), """
                sample,class,annotator,source,confidence
                a,cat,ann,human,0.5
                b,dog,ann,human,0.9
                c,cat,bob,human,
                """);
        corrected = client.corrective(first, """
                sample,annotator,original,corrected,corrector,reason,corrected_at
                a,ann,cat,dog,eve,blurred,2026-02-01T10:00:00Z
                b,ann,dog,,eve,empty,2026-02-01T10:00:00Z
                """);
        moved = client.moved(corrected, client.schema("feline", "hound"), mapping, Optional.empty());
        last = client.corrective(moved, """
                sample,annotator,original,corrected,corrector,reason,corrected_at
                c,bob,feline,hound,eve,"a dog, really",2026-03-01T10:00:00Z
                """);
    }

    @Test
    void aHistoryTellsEveryValueAndWhy() {
        assertThat(history(last, "a"))
                .extracting(event -> event.getLedger().equals(moved.getDigest()) ? "moved" : event.getReason())
                .containsExactly("", "blurred", "moved");
        assertThat(history(last, "a")).extracting(LabelEvent::getClassId).containsExactly("cat", "dog", "hound");
        assertThat(history(last, "a")).extracting(LabelEvent::getOriginal).containsExactly("", "cat", "dog");
        assertThat(history(last, "b")).extracting(LabelEvent::getClassId).containsExactly("dog", "");
        assertThat(history(last, "c")).extracting(LabelEvent::getClassId).containsExactly("cat", "feline", "hound");
        assertThat(history(first, "a")).extracting(LabelEvent::getClassId).containsExactly("cat");
        assertThat(history(last, "nowhere")).isEmpty();
    }

    @Test
    void neighboursDifferInWhatTheChangeSaid() {
        assertThat(rows(first, corrected)).containsExactly("a cat>dog", "b dog>");
        assertThat(rows(corrected, first)).containsExactly("a dog>cat", "b >dog");
        assertThat(rows(corrected, corrected)).isEmpty();
    }

    @Test
    void movingAlongIsNoDifference() {
        assertThat(rows(corrected, moved)).isEmpty();
        assertThat(rows(first, last)).containsExactly("a cat>hound", "b dog>", "c cat>hound");
        assertThat(rows(last, first)).containsExactly("a hound>cat", "b >dog", "c hound>cat");
    }

    @Test
    void labelsOfAnotherProjectAreNotCompared() {
        LabelClient stranger = RIG.client();
        LabelLedger theirs =
                stranger.initial(stranger.schema("cat"), "sample,class,annotator,source\na,cat,ann,human\n");
        DiffLabelsRequest request = DiffLabelsRequest.newBuilder()
                .setName(first.getName())
                .setOther(theirs.getName())
                .build();
        assertThat(LabelClient.fault(() -> client.stub().diffLabels(request).forEachRemaining(_ -> {})))
                .hasMessageContaining("must be of the same project");
    }

    @Test
    void branchesAreComparedFromWhereTheyParted() {
        LabelLedger branch = client.corrective(first, """
                sample,annotator,original,corrected,corrector,reason,corrected_at
                a,ann,cat,dog,joe,other,2026-02-01T10:00:00Z
                c,bob,cat,,joe,other,2026-02-01T10:00:00Z
                """);
        assertThat(rows(corrected, branch)).containsExactly("b >dog", "c cat>");
    }

    @Test
    void whatMovedAlongOnOneSideOnlyIsNoDifference() {
        LabelLedger branch = client.corrective(first, """
                sample,annotator,original,corrected,corrector,reason,corrected_at
                c,bob,cat,dog,joe,other,2026-02-01T10:00:00Z
                """);
        assertThat(rows(branch, moved)).containsExactly("a cat>hound", "b dog>", "c dog>feline");
        assertThat(rows(moved, branch)).containsExactly("a hound>cat", "b >dog", "c feline>dog");
        LabelLedger along = client.moved(first, moved.getLabelSchema(), mapping, Optional.empty());
        assertThat(rows(branch, along)).containsExactly("c dog>feline");
        assertThat(rows(along, branch)).containsExactly("c feline>dog");
    }

    @Test
    void whoConfirmsWhatAModelSaidChangesWhoseLabelItIs() {
        String head = "sample,annotator,original,corrected,corrector,reason,corrected_at,source,model,confidence\n";
        LabelLedger said = client.initial(
                first.getLabelSchema(), "sample,class,annotator,source,model,confidence\na,cat,ann,model,m,0.5\n");
        for (String change : List.of("human,,", ",n,", ",,0.75", "model,n,0.5")) {
            LabelLedger confirmed =
                    client.corrective(said, head + "a,ann,cat,cat,eve,seen,2026-02-01T10:00:00Z," + change + "\n");
            assertThat(rows(said, confirmed)).as(change).containsExactly("a cat>cat");
        }
        LabelLedger human = client.corrective(said, head + "a,ann,cat,cat,eve,seen,2026-02-01T10:00:00Z,human,,\n");
        assertThat(history(human, "a"))
                .extracting(LabelEvent::getSource)
                .containsExactly(LabelSource.LABEL_SOURCE_MODEL, LabelSource.LABEL_SOURCE_HUMAN);
        assertThat(history(human, "a")).extracting(LabelEvent::getModel).containsExactly("m", "");
        for (String nothing : List.of(",,", "model,m,", ",,0.5", "model,m,0.5")) {
            assertThat(client.refusal(client.csv(
                                            said.getLabelSchema(),
                                            head + "a,ann,cat,cat,eve,seen,2026-02-01T10:00:00Z," + nothing + "\n")
                                    .setParentLedger(said.getDigest())
                                    .setCorrective(CorrectiveLabels.getDefaultInstance()))
                            .getKindsList())
                    .as(nothing)
                    .extracting(LabelFault::getKind)
                    .containsExactly(LabelFaultKind.LABEL_FAULT_KIND_NOTHING_CHANGES);
        }
    }

    @Test
    void labelsAreFoundByWhatTheyAre() {
        assertThat(find(first, LabelFilter.newBuilder().addClasses("cat"))).containsExactly("a cat", "c cat");
        assertThat(find(first, LabelFilter.newBuilder().setConfidenceBelow(0.6)))
                .containsExactly("a cat");
        assertThat(find(corrected, LabelFilter.newBuilder().setCorrected(true))).containsExactly("a dog");
        assertThat(find(moved, LabelFilter.newBuilder().addAnnotators("bob"))).containsExactly("c feline");
        assertThat(find(last, LabelFilter.newBuilder())).containsExactly("a hound", "c hound");
    }

    @Test
    void aConfidenceThatIsNoNumberIsRefused() {
        for (double limit : List.of(Double.NaN, Double.POSITIVE_INFINITY)) {
            assertThat(LabelClient.fault(
                                    () -> find(first, LabelFilter.newBuilder().setConfidenceBelow(limit)))
                            .reason())
                    .isEqualTo(ErrorReason.ERROR_REASON_FIELDS_INVALID);
        }
    }

    @Test
    void whatIsFoundComesInPages() {
        FindLabelsRequest.Builder request =
                FindLabelsRequest.newBuilder().setName(first.getName()).setPageSize(2);
        FindLabelsResponse page = client.stub().findLabels(request.build());
        assertThat(page.getLabelsList()).extracting(Label::getSample).containsExactly("a", "b");
        String token = page.getNextPageToken();
        FindLabelsResponse next =
                client.stub().findLabels(request.setPageToken(token).build());
        assertThat(next.getLabelsList()).extracting(Label::getSample).containsExactly("c");
        assertThat(next.getNextPageToken()).isEmpty();
        assertThat(LabelClient.fault(() -> client.stub()
                                .findLabels(request.setName(last.getName()).build()))
                        .reason())
                .isEqualTo(ErrorReason.ERROR_REASON_PAGE_TOKEN_INVALID);
    }

    @Test
    void aPageEndsWhereAMessageHoldsNoMore() {
        String note = "x".repeat(60_000);
        String rows = java.util.stream.IntStream.range(0, 50)
                .mapToObj(i -> "s%02d,cat,ann,human,\"{\"\"note\"\": \"\"%s\"\"}\"\n".formatted(i, note))
                .collect(java.util.stream.Collectors.joining());
        LabelLedger ledger = client.initial(
                client.schema(List.of(LabelClass.newBuilder()
                        .setId("cat")
                        .setName("cat")
                        .setDefinition("a cat")
                        .addAttributes(
                                LabelAttribute.newBuilder().setId("note").setType(AttributeType.ATTRIBUTE_TYPE_TEXT))
                        .build())),
                "sample,class,annotator,source,attributes\n" + rows);
        FindLabelsResponse page = client.stub()
                .findLabels(
                        FindLabelsRequest.newBuilder().setName(ledger.getName()).build());
        assertThat(page.getLabelsCount()).isBetween(30, 40);
        assertThat(page.getNextPageToken()).isNotEmpty();
    }

    @Test
    void anExportHoldsAllLabelsAndCanBeTheStartOfAnotherLedger() throws Exception {
        List<ExportLabelsResponse> steps = new ArrayList<>();
        client.stub()
                .exportLabels(ExportLabelsRequest.newBuilder()
                        .setName(corrected.getName())
                        .setFormat(LabelExportFormat.LABEL_EXPORT_FORMAT_PARQUET)
                        .build())
                .forEachRemaining(steps::add);
        ByteString file = client.download(steps.getLast().getExported().getDigest());
        assertThat(steps.getLast().getExported().getSize()).isEqualTo(file.size());
        assertThat(Parquet.rows(file, "sample || ' ' || class")).containsExactly("a dog", "c cat");
        byte[] again = Parquet.write("select sample, class, annotator, source from given", file);
        LabelLedger fresh =
                client.ledger(client.file(first.getLabelSchema(), again, LabelFileFormat.LABEL_FILE_FORMAT_PARQUET)
                        .setInitial(InitialLabels.getDefaultInstance()));
        assertThat(fresh.getStatistics().getAnnotations()).isEqualTo(2);
    }

    @Test
    void everythingIsAnsweredFromAnEmptyCacheToo() {
        RIG.restart(true);
        LabelClient anew = client.over(RIG);
        assertThat(anew.stub()
                        .getLabelHistory(GetLabelHistoryRequest.newBuilder()
                                .setName(last.getName())
                                .setSample("a")
                                .build())
                        .getEventsCount())
                .isEqualTo(3);
    }

    private List<LabelEvent> history(LabelLedger ledger, String sample) {
        return client.stub()
                .getLabelHistory(GetLabelHistoryRequest.newBuilder()
                        .setName(ledger.getName())
                        .setSample(sample)
                        .build())
                .getEventsList();
    }

    private List<String> rows(LabelLedger from, LabelLedger to) {
        List<DiffLabelsResponse> responses = new ArrayList<>();
        client.stub()
                .diffLabels(DiffLabelsRequest.newBuilder()
                        .setName(from.getName())
                        .setOther(to.getName())
                        .build())
                .forEachRemaining(responses::add);
        List<String> rows = responses.stream()
                .flatMap(response -> response.getDifferencesList().stream())
                .map(row -> "%s %s>%s".formatted(row.getSample(), row.getFromClass(), row.getToClass()))
                .toList();
        var totals = responses.getLast().getTotals();
        assertThat(totals.getAdded() + totals.getRemoved() + totals.getChanged())
                .isEqualTo(rows.size());
        return rows;
    }

    private List<String> find(LabelLedger ledger, LabelFilter.Builder filter) {
        return client
                .stub()
                .findLabels(FindLabelsRequest.newBuilder()
                        .setName(ledger.getName())
                        .setFilter(filter)
                        .build())
                .getLabelsList()
                .stream()
                .map(label -> label.getSample() + " " + label.getClassId())
                .toList();
    }
}
