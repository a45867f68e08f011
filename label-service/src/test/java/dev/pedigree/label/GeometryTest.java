package dev.pedigree.label;

import static dev.pedigree.v1.AnnotationGeometry.ANNOTATION_GEOMETRY_BOX;
import static dev.pedigree.v1.AnnotationGeometry.ANNOTATION_GEOMETRY_SPAN;
import static dev.pedigree.v1.LabelFaultKind.LABEL_FAULT_KIND_GEOMETRY_ILLEGAL;
import static dev.pedigree.v1.LabelFaultKind.LABEL_FAULT_KIND_NOTHING_CHANGES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.pedigree.label.testing.LabelClient;
import dev.pedigree.label.testing.LabelRig;
import dev.pedigree.v1.ClassMapping;
import dev.pedigree.v1.CorrectiveLabels;
import dev.pedigree.v1.DiffLabelsRequest;
import dev.pedigree.v1.DiffLabelsResponse;
import dev.pedigree.v1.FindLabelsRequest;
import dev.pedigree.v1.GetLabelHistoryRequest;
import dev.pedigree.v1.InitialLabels;
import dev.pedigree.v1.Label;
import dev.pedigree.v1.LabelDifference;
import dev.pedigree.v1.LabelEvent;
import dev.pedigree.v1.LabelFault;
import dev.pedigree.v1.LabelFaultRow;
import dev.pedigree.v1.LabelLedger;
import dev.pedigree.v1.LabelRefusal;
import dev.pedigree.v1.PrepareLabelsRequest;
import dev.pedigree.v1.SchemaLabels;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Labels that are drawn: their geometry is held against the schema, and is as much a part of them as their class.
final class GeometryTest {
    @RegisterExtension
    static final LabelRig RIG = LabelRig.usual();

    private static final String SMALL = "{\"x\": 1, \"y\": 2, \"width\": 3, \"height\": 4}";
    private static final String LARGE = "{\"x\": 1, \"y\": 2, \"width\": 30, \"height\": 40}";
    private static final String CORRECTION =
            "sample,object,annotator,original,corrected,corrector,reason,corrected_at,geometry\n";
    private static final String TIME = "2026-02-01T10:00:00Z";

    private final LabelClient client = RIG.client();
    private final String boxes = client.schema(ANNOTATION_GEOMETRY_BOX, "cat", "dog");

    @Test
    void aGeometryIsCorrectedLikeAClass() {
        LabelLedger first = client.initial(boxes, brought("a,1,cat", SMALL) + row("a,2,dog", SMALL));
        LabelLedger second = client.corrective(
                first, CORRECTION + "a,1,ann,cat,cat,eve,too small," + TIME + "," + quoted(LARGE) + "\n");
        LabelLedger third = client.corrective(second, CORRECTION + "a,1,ann,cat,dog,eve,no cat," + TIME + ",\n");

        assertThat(labels(third))
                .extracting(Label::getObject, Label::getClassId, Label::getGeometry)
                .containsExactly(tuple("1", "dog", LARGE), tuple("2", "dog", SMALL));
        assertThat(history(third, "a"))
                .extracting(LabelEvent::getObject, LabelEvent::getClassId, LabelEvent::getGeometry)
                .containsExactly(
                        tuple("1", "cat", SMALL),
                        tuple("1", "cat", LARGE),
                        tuple("1", "dog", LARGE),
                        tuple("2", "dog", SMALL));
        assertThat(diff(first, second))
                .extracting(LabelDifference::getObject, LabelDifference::getRestDiffers)
                .containsExactly(tuple("1", true));
        assertThat(second.getStatistics().getCorrected()).isEqualTo(1);
        assertThat(diff(first, third))
                .extracting(LabelDifference::getToClass, LabelDifference::getRestDiffers)
                .containsExactly(tuple("dog", false));
        assertThat(diff(third, first))
                .extracting(LabelDifference::getToClass, LabelDifference::getRestDiffers)
                .containsExactly(tuple("cat", false));
    }

    @Test
    void theDigestCoversTheGeometry() {
        LabelLedger small = client.initial(boxes, brought("a,1,cat", SMALL));
        assertThat(client.initial(boxes, brought("a,1,cat", SMALL)).getDigest()).isEqualTo(small.getDigest());
        assertThat(client.initial(boxes, brought("a,1,cat", LARGE)).getDigest()).isNotEqualTo(small.getDigest());
    }

    @Test
    void aCorrectionToWhatIsDrawnAlreadyChangesNothing() {
        LabelLedger first = client.initial(boxes, brought("a,1,cat", SMALL));
        LabelFault fault = only(client.refusal(
                corrective(first, CORRECTION + "a,1,ann,cat,cat,eve,why," + TIME + "," + quoted(SMALL) + "\n")));
        assertThat(fault.getKind()).isEqualTo(LABEL_FAULT_KIND_NOTHING_CHANGES);
    }

    @Test
    void whatIsDrawnInAnotherWayIsRefused() {
        LabelFault fault = only(client.refusal(initial(
                boxes,
                brought("a,1,cat", SMALL)
                        + "a,2,cat,ann,human,\n"
                        + row("a,3,cat", "{\"x\": 1, \"y\": 2, \"width\": -3, \"height\": 4}")
                        + row("a,4,cat", "{\"start\": 1, \"end\": 2}"))));
        assertThat(fault.getKind()).isEqualTo(LABEL_FAULT_KIND_GEOMETRY_ILLEGAL);
        assertThat(fault.getRowsList())
                .extracting(LabelFaultRow::getRow, LabelFaultRow::getObject, LabelFaultRow::getStated)
                .containsExactly(
                        tuple(2L, "2", "the geometry is missing"),
                        tuple(3L, "3", "width and height are not negative"),
                        tuple(4L, "4", "x is missing"));
    }

    @Test
    void ofManyRowsTheFirstHundredAreShown() {
        StringBuilder rows = new StringBuilder(brought("a,0,cat", SMALL));
        for (int object = 1; object <= 500; object++) {
            rows.append("a,%d,cat,ann,human,\n".formatted(object));
        }
        LabelFault fault = only(client.refusal(initial(boxes, rows.toString())));
        assertThat(fault.getCount()).isEqualTo(500);
        assertThat(fault.getRowsList())
                .extracting(LabelFaultRow::getRow)
                .hasSize(100)
                .startsWith(2L)
                .endsWith(101L);
    }

    @Test
    void aCorrectionIsHeldAgainstTheSchemaToo() {
        LabelLedger first = client.initial(boxes, brought("a,1,cat", SMALL));
        LabelFault fault = only(client.refusal(
                corrective(first, CORRECTION + "a,1,ann,cat,dog,eve,why," + TIME + ",\"{\"\"x\"\": 1}\"\n")));
        assertThat(fault.getKind()).isEqualTo(LABEL_FAULT_KIND_GEOMETRY_ILLEGAL);
        assertThat(fault.getRows(0).getRow()).isEqualTo(1);
    }

    @Test
    void wholeItemsAreNotDrawn() {
        LabelFault fault = only(client.refusal(initial(client.schema("cat"), brought("a,,cat", SMALL))));
        assertThat(fault.getKind()).isEqualTo(LABEL_FAULT_KIND_GEOMETRY_ILLEGAL);
    }

    @Test
    void whereASchemaChangeDrawsInAnotherWayEveryLabelIsJudged() {
        LabelLedger first = client.initial(boxes, brought("a,1,cat", SMALL) + row("b,1,dog", SMALL));
        String spans = client.schema(ANNOTATION_GEOMETRY_SPAN, "cat");
        SchemaLabels mapping = SchemaLabels.newBuilder()
                .addMapping(ClassMapping.newBuilder().setFromClass("cat").addToClasses("cat"))
                .addMapping(ClassMapping.newBuilder().setFromClass("dog"))
                .build();
        PrepareLabelsRequest.Builder unsaid = PrepareLabelsRequest.newBuilder()
                .setParent(client.project())
                .setLabelSchema(spans)
                .setParentLedger(first.getDigest())
                .setSchema(mapping);
        LabelFault fault = only(client.refusal(unsaid));
        assertThat(fault.getKind()).isEqualTo(LABEL_FAULT_KIND_GEOMETRY_ILLEGAL);
        assertThat(fault.getRowsList())
                .extracting(LabelFaultRow::getRow, LabelFaultRow::getSample)
                .containsExactly(tuple(0L, "a"));

        String span = "{\"start\": 1, \"end\": 2}";
        LabelLedger moved = client.moved(
                first,
                spans,
                mapping,
                Optional.of(CORRECTION.replace("original,", "") + "a,1,ann,cat,eve,why," + TIME + "," + quoted(span)
                        + "\n"));
        assertThat(labels(moved)).extracting(Label::getGeometry).containsExactly(span);
    }

    private static String brought(String key, String geometry) {
        return "sample,object,class,annotator,source,geometry\n" + row(key, geometry);
    }

    private static String row(String key, String geometry) {
        return key + ",ann,human," + quoted(geometry) + "\n";
    }

    private static String quoted(String json) {
        return '"' + json.replace("\"", "\"\"") + '"';
    }

    private PrepareLabelsRequest.Builder initial(String schema, String csv) {
        return client.csv(schema, csv).setInitial(InitialLabels.getDefaultInstance());
    }

    private PrepareLabelsRequest.Builder corrective(LabelLedger parent, String csv) {
        return client.csv(boxes, csv)
                .setParentLedger(parent.getDigest())
                .setCorrective(CorrectiveLabels.getDefaultInstance());
    }

    private static LabelFault only(LabelRefusal refusal) {
        assertThat(refusal.getKindsList()).as(refusal.toString()).hasSize(1);
        return refusal.getKinds(0);
    }

    private List<Label> labels(LabelLedger ledger) {
        return client.stub()
                .findLabels(
                        FindLabelsRequest.newBuilder().setName(ledger.getName()).build())
                .getLabelsList();
    }

    private List<LabelEvent> history(LabelLedger ledger, String sample) {
        return client.stub()
                .getLabelHistory(GetLabelHistoryRequest.newBuilder()
                        .setName(ledger.getName())
                        .setSample(sample)
                        .build())
                .getEventsList();
    }

    private List<LabelDifference> diff(LabelLedger from, LabelLedger to) {
        List<LabelDifference> differences = new ArrayList<>();
        client.stub()
                .diffLabels(DiffLabelsRequest.newBuilder()
                        .setName(from.getName())
                        .setOther(to.getName())
                        .build())
                .forEachRemaining((DiffLabelsResponse response) -> differences.addAll(response.getDifferencesList()));
        return differences;
    }
}
