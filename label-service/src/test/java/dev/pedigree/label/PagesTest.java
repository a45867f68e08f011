package dev.pedigree.label;

import static dev.pedigree.v1.AnnotationGeometry.ANNOTATION_GEOMETRY_POLYGON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pedigree.label.testing.LabelClient;
import dev.pedigree.label.testing.LabelRig;
import dev.pedigree.v1.ClassMapping;
import dev.pedigree.v1.ErrorReason;
import dev.pedigree.v1.FindLabelsRequest;
import dev.pedigree.v1.FindLabelsResponse;
import dev.pedigree.v1.GetLabelHistoryRequest;
import dev.pedigree.v1.InitialLabels;
import dev.pedigree.v1.Label;
import dev.pedigree.v1.LabelEvent;
import dev.pedigree.v1.LabelFileFormat;
import dev.pedigree.v1.LabelHistory;
import dev.pedigree.v1.LabelLedger;
import dev.pedigree.v1.SchemaLabels;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Answers of any size come in pages that a message holds.
final class PagesTest {
    @RegisterExtension
    static final LabelRig RIG = LabelRig.usual();

    private static final int MESSAGE = 4 << 20;

    private final LabelClient client = RIG.client();

    @Test
    void aHistoryComesInPages() {
        LabelLedger ledger = client.initial(client.schema("cat"), """
                sample,object,class,annotator,source
                a,1,cat,ann,human
                a,1,cat,bob,human
                a,2,cat,ann,human
                """);
        LabelLedger next = client.corrective(ledger, """
                sample,object,annotator,original,corrected,corrector,reason,corrected_at
                a,1,bob,cat,,eve,empty,2026-02-01T10:00:00Z
                """);
        GetLabelHistoryRequest.Builder request = GetLabelHistoryRequest.newBuilder()
                .setName(next.getName())
                .setSample("a")
                .setPageSize(2);
        LabelHistory page = client.stub().getLabelHistory(request.build());
        assertThat(page.getEventsList()).extracting(LabelEvent::getAnnotator).containsExactly("ann", "bob");
        request.setPageToken(page.getNextPageToken());
        LabelHistory rest = client.stub().getLabelHistory(request.build());
        assertThat(rest.getEventsList()).extracting(LabelEvent::getReason).containsExactly("empty", "");
        assertThat(rest.getNextPageToken()).isEmpty();
        assertThat(LabelClient.fault(() -> client.stub()
                                .getLabelHistory(request.setSample("b").build()))
                        .reason())
                .isEqualTo(ErrorReason.ERROR_REASON_PAGE_TOKEN_INVALID);
    }

    /// What schema changes did to a label has its geometry, too, and no event says it.
    @Test
    void theHistoryOfOneLabelIsReadToItsEndWhateverItsSize() {
        String ring = String.join(",", Collections.nCopies(50_000, "0.123456,0.654321"));
        String geometry = "\"{\"\"polygons\"\": [[%s]]}\"".formatted(ring);
        LabelLedger ledger = client.initial(
                client.schema(ANNOTATION_GEOMETRY_POLYGON, "cat", "dog"),
                "sample,class,annotator,source,geometry\na,cat,ann,human," + geometry + "\n");
        ledger = corrected(ledger, "cat", "dog");
        ledger = moved(ledger, "cat", "dog", "feline", "hound");
        ledger = moved(ledger, "feline", "hound", "felis", "canis");
        ledger = corrected(ledger, "canis", "felis");
        ledger = moved(ledger, "felis", "canis", "c", "d");
        List<String> whole = List.of("cat", "dog", "hound", "canis", "felis", "c");
        assertThat(history(ledger, 1)).isEqualTo(whole);
        assertThat(history(ledger, 4)).isEqualTo(whole);
        assertThat(history(ledger, 10_000)).isEqualTo(whole);
    }

    private LabelLedger corrected(LabelLedger ledger, String from, String to) {
        return client.corrective(ledger, """
            sample,annotator,original,corrected,corrector,reason,corrected_at
            a,ann,%s,%s,eve,why,2026-02-01T10:00:00Z
            """.formatted(from, to));
    }

    private LabelLedger moved(LabelLedger ledger, String cat, String dog, String newCat, String newDog) {
        return client.moved(
                ledger,
                client.schema(ANNOTATION_GEOMETRY_POLYGON, newCat, newDog),
                SchemaLabels.newBuilder()
                        .addMapping(ClassMapping.newBuilder().setFromClass(cat).addToClasses(newCat))
                        .addMapping(ClassMapping.newBuilder().setFromClass(dog).addToClasses(newDog))
                        .build(),
                Optional.empty());
    }

    private List<String> history(LabelLedger ledger, int pageSize) {
        GetLabelHistoryRequest.Builder request = GetLabelHistoryRequest.newBuilder()
                .setName(ledger.getName())
                .setSample("a")
                .setPageSize(pageSize);
        List<String> classes = new ArrayList<>();
        do {
            LabelHistory page = client.stub().getLabelHistory(request.build());
            assertThat(page.getSerializedSize()).isLessThan(MESSAGE);
            page.getEventsList().forEach(event -> classes.add(event.getClassId()));
            request.setPageToken(page.getNextPageToken());
        } while (!request.getPageToken().isEmpty());
        return classes;
    }

    @Test
    void aPageEndsWhereAMessageHoldsNoMoreWhateverMakesLabelsLong() {
        String label = "c".repeat(100);
        byte[] rows = Parquet.write("""
            select printf('s%%05d', i) as sample, '%s' as class, 'ann' as annotator, 'model' as source,
                   repeat('m', 300) as model
            from range(10000) t(i)\
            """.formatted(label));
        LabelLedger ledger =
                client.ledger(client.file(client.schema(label), rows, LabelFileFormat.LABEL_FILE_FORMAT_PARQUET)
                        .setInitial(InitialLabels.getDefaultInstance()));
        FindLabelsRequest.Builder request =
                FindLabelsRequest.newBuilder().setName(ledger.getName()).setPageSize(10_000);
        List<String> samples = new ArrayList<>();
        do {
            FindLabelsResponse page = client.stub().findLabels(request.build());
            assertThat(page.getSerializedSize()).isBetween(1, MESSAGE);
            samples.addAll(page.getLabelsList().stream().map(Label::getSample).toList());
            request.setPageToken(page.getNextPageToken());
        } while (!request.getPageToken().isEmpty());
        assertThat(samples).hasSize(10_000).isSorted();
    }
}
