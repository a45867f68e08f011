package dev.pedigree.label;

import static dev.pedigree.v1.AnnotationGeometry.ANNOTATION_GEOMETRY_BOX;
import static dev.pedigree.v1.AnnotationGeometry.ANNOTATION_GEOMETRY_KEYPOINTS;
import static dev.pedigree.v1.AnnotationGeometry.ANNOTATION_GEOMETRY_MASK;
import static dev.pedigree.v1.AnnotationGeometry.ANNOTATION_GEOMETRY_POLYGON;
import static dev.pedigree.v1.AnnotationGeometry.ANNOTATION_GEOMETRY_SPAN;
import static dev.pedigree.v1.LabelExportFormat.LABEL_EXPORT_FORMAT_COCO;
import static dev.pedigree.v1.LabelExportFormat.LABEL_EXPORT_FORMAT_CROISSANT;
import static dev.pedigree.v1.LabelExportFormat.LABEL_EXPORT_FORMAT_PARQUET;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.protobuf.ByteString;
import dev.pedigree.chassis.fault.Fault;
import dev.pedigree.label.testing.LabelClient;
import dev.pedigree.label.testing.LabelRig;
import dev.pedigree.v1.ErrorReason;
import dev.pedigree.v1.ExportLabelsRequest;
import dev.pedigree.v1.ExportLabelsResponse;
import dev.pedigree.v1.ExportedLabels;
import dev.pedigree.v1.LabelClass;
import dev.pedigree.v1.LabelExportFormat;
import dev.pedigree.v1.LabelLedger;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Labels as files for other tools, read back as they came out.
final class ExportTest {
    @RegisterExtension
    static final LabelRig RIG = LabelRig.usual();

    private static final String COLUMNS = "sample,object,class,annotator,source,geometry,confidence,attributes\n";

    private final LabelClient client = RIG.client();

    @Test
    void boxesBecomeACocoDocument() {
        LabelLedger ledger = client.initial(
                client.schema(ANNOTATION_GEOMETRY_BOX, "cat", "dog"),
                COLUMNS
                        + row("b.png,1,dog,ann,human", "{'x': 1, 'y': 2.5, 'width': 3, 'height': 4}", ",0.25,")
                        + row("a.png,2,cat,ann,human", "{'x': 0, 'y': 0, 'width': 2, 'height': 2}", ",,")
                        + row(
                                "a.png,1,dog,ann,human",
                                "{'x': 5, 'y': 5, 'width': 1, 'height': 1, 'frame': [64, 48]}",
                                ",,"));
        ExportedLabels exported = export(ledger.getName(), LABEL_EXPORT_FORMAT_COCO);
        assertThat(exported.getAnnotations()).isEqualTo(3);
        assertThat(exported.getDataFile()).isEmpty();
        assertThat(json(exported)).isEqualTo(parse("""
                {'info': {'description': '%s', 'version': '%s'}, 'licenses': [],
                 'annotations': [
                   {'id': 1, 'image_id': 1, 'category_id': 2, 'bbox': [5, 5, 1, 1], 'area': 1, 'iscrowd': 0,
                    'segmentation': [], 'object': '1', 'annotator': 'ann'},
                   {'id': 2, 'image_id': 1, 'category_id': 1, 'bbox': [0, 0, 2, 2], 'area': 4, 'iscrowd': 0,
                    'segmentation': [], 'object': '2', 'annotator': 'ann'},
                   {'id': 3, 'image_id': 2, 'category_id': 2, 'bbox': [1, 2.5, 3, 4], 'area': 12, 'iscrowd': 0,
                    'segmentation': [], 'object': '1', 'annotator': 'ann', 'score': 0.250000000}],
                 'categories': [
                   {'id': 1, 'name': 'cat', 'supercategory': '', 'class_id': 'cat'},
                   {'id': 2, 'name': 'dog', 'supercategory': '', 'class_id': 'dog'}],
                 'images': [
                   {'id': 1, 'file_name': 'a.png', 'width': 64, 'height': 48, 'sample': 'a.png'},
                   {'id': 2, 'file_name': 'b.png', 'sample': 'b.png'}]}
                """.formatted(ledger.getName(), ledger.getDigest())));
        assertThat(export(ledger.getName(), LABEL_EXPORT_FORMAT_COCO).getDigest())
                .isEqualTo(exported.getDigest());
    }

    @Test
    void polygonsMasksAndKeypointsAreDrawnAsCocoDraws() {
        assertThat(annotation(ANNOTATION_GEOMETRY_POLYGON, "{'polygons': [[0, 0, 4, 0, 0, 2]]}"))
                .isEqualTo(parse("""
                        {'id': 1, 'image_id': 1, 'category_id': 1, 'bbox': [0, 0, 4, 2], 'area': 4, 'iscrowd': 0,
                         'segmentation': [[0, 0, 4, 0, 0, 2]], 'annotator': 'ann'}"""));
        assertThat(annotation(ANNOTATION_GEOMETRY_MASK, "{'frame': [4, 2], 'counts': [3, 3, 2]}"))
                .isEqualTo(parse("""
                        {'id': 1, 'image_id': 1, 'category_id': 1, 'bbox': [1, 0, 2, 2], 'area': 3, 'iscrowd': 0,
                         'segmentation': {'size': [2, 4], 'counts': [3, 3, 2]}, 'annotator': 'ann'}"""));
        assertThat(annotation(ANNOTATION_GEOMETRY_KEYPOINTS, "{'keypoints': [1, 2, 2, 0, 0, 0, 3, 5, 1]}"))
                .isEqualTo(parse("""
                        {'id': 1, 'image_id': 1, 'category_id': 1, 'bbox': [1, 2, 2, 3], 'area': 6, 'iscrowd': 0,
                         'keypoints': [1, 2, 2, 0, 0, 0, 3, 5, 1], 'num_keypoints': 2, 'annotator': 'ann'}"""));
    }

    @Test
    void aCategoryKeepsItsNumberWhateverTheSchemaBecomes() {
        client.schema(ANNOTATION_GEOMETRY_BOX, "cat", "dog");
        String next = client.schema(
                ANNOTATION_GEOMETRY_BOX,
                List.of(
                        labelClass("pup").setParentClass("dog").build(),
                        labelClass("dog").build()));
        LabelLedger ledger = client.initial(
                next, COLUMNS + row("a,,pup,ann,human", "{'x': 1, 'y': 2, 'width': 3, 'height': 4}", ",,"));
        assertThat(json(export(ledger.getName(), LABEL_EXPORT_FORMAT_COCO)).get("categories"))
                .isEqualTo(parse("""
                        [{'id': 3, 'name': 'a pup', 'supercategory': 'a dog', 'class_id': 'pup'},
                         {'id': 2, 'name': 'a dog', 'supercategory': '', 'class_id': 'dog'}]"""));
    }

    @Test
    void onlyLabelsInForceAreTold() {
        String box = "{'x': 1, 'y': 2, 'width': 3, 'height': 4}";
        LabelLedger ledger = client.initial(
                client.schema(ANNOTATION_GEOMETRY_BOX, "cat", "dog"),
                COLUMNS
                        + row("a,1,cat,ann,human", box, ",,")
                        + row("a,1,dog,bob,human", box, ",,")
                        + row("b,1,cat,ann,human", box, ",,")
                        + row("b,1,dog,bob,human", box, ",,")
                        + row("b,1,dog,both,consensus", box, ",,")
                        + row("c,1,cat,ann,human", box, ",,"));
        JsonObject coco = json(export(ledger.getName(), LABEL_EXPORT_FORMAT_COCO));
        assertThat(coco.getAsJsonArray("annotations").asList())
                .extracting(each -> each.getAsJsonObject().get("annotator").getAsString())
                .containsExactly("both", "ann");
        assertThat(coco.getAsJsonArray("images").asList())
                .extracting(each -> each.getAsJsonObject().get("sample").getAsString())
                .containsExactly("b", "c");
    }

    @Test
    void labelsThatSayWhenTheyWereGivenAreToldToo() {
        LabelLedger ledger = client.initial(
                client.schema(ANNOTATION_GEOMETRY_BOX, "cat"),
                "sample,class,annotator,source,geometry,labelled_at\n"
                        + row("a,cat,ann,human", "{'x': 1, 'y': 2, 'width': 3, 'height': 4}", ",2026-02-01T10:00:00Z"));
        assertThat(export(ledger.getName(), LABEL_EXPORT_FORMAT_COCO).getAnnotations())
                .isEqualTo(1);
    }

    @Test
    void whatCocoCannotHoldIsRefused() {
        LabelLedger whole = client.initial(client.schema("cat"), "sample,class,annotator,source\na,cat,ann,human\n");
        assertThat(fault(whole.getName(), LABEL_EXPORT_FORMAT_COCO))
                .hasMessageContaining("COCO holds boxes, polygons, masks and keypoints");
        LabelLedger spans = client.initial(
                client.schema(ANNOTATION_GEOMETRY_SPAN, "cat"),
                COLUMNS + row("a,1,cat,ann,human", "{'start': 1, 'end': 2}", ",,"));
        assertThat(fault(spans.getName(), LABEL_EXPORT_FORMAT_COCO).reason())
                .isEqualTo(ErrorReason.ERROR_REASON_FIELDS_INVALID);
        LabelLedger uneven = client.initial(
                client.schema(ANNOTATION_GEOMETRY_KEYPOINTS, "cat"),
                COLUMNS
                        + row("a,1,cat,ann,human", "{'keypoints': [1, 2, 2]}", ",,")
                        + row("a,2,cat,ann,human", "{'keypoints': [1, 2, 2, 3, 4, 1]}", ",,"));
        assertThat(fault(uneven.getName(), LABEL_EXPORT_FORMAT_COCO)).hasMessageContaining("have 1 and 2");
    }

    @Test
    void aCroissantDescribesTheParquetFileThatIsThere() {
        LabelLedger ledger = client.initial(
                client.schema("cat", "dog"), "sample,class,annotator,source\na,cat,ann,human\nb,dog,ann,human\n");
        String version = client.dataset("images", ledger);
        ExportedLabels exported = export(version, LABEL_EXPORT_FORMAT_CROISSANT);
        JsonObject croissant = json(exported);
        ByteString table = client.download(exported.getDataFile());
        JsonObject file = croissant.getAsJsonArray("distribution").get(0).getAsJsonObject();

        assertThat(croissant.get("conformsTo").getAsString()).isEqualTo("http://mlcommons.org/croissant/1.0");
        assertThat(croissant.get("version").getAsString()).isEqualTo("1.0.0");
        assertThat(croissant.get("license").getAsString()).isEqualTo("https://spdx.org/licenses/CC-BY-4.0.html");
        assertThat("sha256:" + file.get("sha256").getAsString()).isEqualTo(exported.getDataFile());
        assertThat(file.get("contentSize").getAsString()).isEqualTo(table.size() + " B");
        assertThat(extracted(croissant)).isEqualTo(Parquet.columns(table));
        assertThat(field(croissant, 3).getAsJsonObject("references"))
                .isEqualTo(parse("{'field': {'@id': 'classes/id'}}"));
        assertThat(Parquet.rows(table, "sample || ' ' || class")).containsExactly("a cat", "b dog");
        assertThat(croissant
                        .getAsJsonArray("recordSet")
                        .get(1)
                        .getAsJsonObject()
                        .getAsJsonArray("data")
                        .asList())
                .extracting(each -> each.getAsJsonObject().get("classes/id").getAsString())
                .containsExactly("cat", "dog");
        assertThat(exported.getAnnotations()).isEqualTo(2);
    }

    private static JsonObject field(JsonObject croissant, int index) {
        return croissant
                .getAsJsonArray("recordSet")
                .get(0)
                .getAsJsonObject()
                .getAsJsonArray("field")
                .get(index)
                .getAsJsonObject();
    }

    private static List<String> extracted(JsonObject croissant) {
        JsonObject labels = croissant.getAsJsonArray("recordSet").get(0).getAsJsonObject();
        return labels.getAsJsonArray("field").asList().stream()
                .map(field -> field.getAsJsonObject()
                        .getAsJsonObject("source")
                        .getAsJsonObject("extract")
                        .get("column")
                        .getAsString())
                .toList();
    }

    @Test
    void aCroissantIsOfADatasetVersion() {
        LabelLedger ledger = client.initial(client.schema("cat"), "sample,class,annotator,source\na,cat,ann,human\n");
        assertThat(fault(ledger.getName(), LABEL_EXPORT_FORMAT_CROISSANT)).hasMessageContaining("names a ledger");
    }

    @Test
    void whatIsNotThereIsNotExported() {
        assertThat(fault(client.project() + "/labelLedgers/sha256:" + "ab".repeat(32), LABEL_EXPORT_FORMAT_PARQUET)
                        .reason())
                .isEqualTo(ErrorReason.ERROR_REASON_LEDGER_NOT_FOUND);
        assertThat(fault(client.project() + "/datasets/nothing/versions/1", LABEL_EXPORT_FORMAT_PARQUET)
                        .reason())
                .isEqualTo(ErrorReason.ERROR_REASON_VERSION_NOT_FOUND);
    }

    private JsonElement annotation(dev.pedigree.v1.AnnotationGeometry drawn, String geometry) {
        LabelLedger ledger =
                client.initial(client.schema(drawn, "cat"), COLUMNS + row("a,,cat,ann,human", geometry, ",,"));
        return json(export(ledger.getName(), LABEL_EXPORT_FORMAT_COCO))
                .getAsJsonArray("annotations")
                .get(0);
    }

    private static LabelClass.Builder labelClass(String id) {
        return LabelClass.newBuilder().setId(id).setName("a " + id).setDefinition("a " + id);
    }

    private static String row(String key, String geometry, String rest) {
        return "%s,\"%s\"%s\n".formatted(key, geometry.replace("'", "\"\""), rest);
    }

    private static JsonElement parse(String json) {
        return JsonParser.parseString(json.replace('\'', '"'));
    }

    private JsonObject json(ExportedLabels exported) {
        ByteString content = client.download(exported.getDigest());
        assertThat(exported.getSize()).isEqualTo(content.size());
        return JsonParser.parseString(content.toStringUtf8()).getAsJsonObject();
    }

    private ExportedLabels export(String name, LabelExportFormat format) {
        List<ExportLabelsResponse> steps = new ArrayList<>();
        client.stub().exportLabels(request(name, format)).forEachRemaining(steps::add);
        return steps.getLast().getExported();
    }

    private Fault fault(String name, LabelExportFormat format) {
        return LabelClient.fault(
                () -> client.stub().exportLabels(request(name, format)).forEachRemaining(_ -> {}));
    }

    private static ExportLabelsRequest request(String name, LabelExportFormat format) {
        return ExportLabelsRequest.newBuilder().setName(name).setFormat(format).build();
    }
}
