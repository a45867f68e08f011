package dev.pedigree.label;

import static dev.pedigree.v1.LabelFaultKind.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pedigree.label.testing.LabelClient;
import dev.pedigree.label.testing.LabelRig;
import dev.pedigree.v1.AdditiveLabels;
import dev.pedigree.v1.AttributeType;
import dev.pedigree.v1.ClassMapping;
import dev.pedigree.v1.CorrectiveLabels;
import dev.pedigree.v1.ErrorReason;
import dev.pedigree.v1.GetLabelStatsRequest;
import dev.pedigree.v1.InitialLabels;
import dev.pedigree.v1.LabelAttribute;
import dev.pedigree.v1.LabelClass;
import dev.pedigree.v1.LabelFault;
import dev.pedigree.v1.LabelFaultKind;
import dev.pedigree.v1.LabelFaultRow;
import dev.pedigree.v1.LabelFileFormat;
import dev.pedigree.v1.LabelLedger;
import dev.pedigree.v1.LabelRefusal;
import dev.pedigree.v1.PrepareLabelsRequest;
import dev.pedigree.v1.SchemaLabels;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Whatever comes, it gets a clear refusal, and the service goes on.
final class RefusalsTest {
    @RegisterExtension
    static final LabelRig RIG = LabelRig.usual();

    private static final String FIRST = """
            sample,class,annotator,source
            a,cat,ann,human
            b,dog,ann,human
            """;

    private final LabelClient client = RIG.client();
    private final String schema = client.schema("cat", "dog");

    @Test
    void whatIsNoParquet() {
        assertThat(parquet("hello, this is not Parquet".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(LABEL_FAULT_KIND_FILE_UNREADABLE);
    }

    @Test
    void aParquetFileThatWasCutShort() {
        byte[] whole = Parquet.write("select 'a' as sample, 'cat' as class, 'ann' as annotator, 'human' as source");
        assertThat(parquet(Arrays.copyOf(whole, whole.length / 2))).isEqualTo(LABEL_FAULT_KIND_FILE_UNREADABLE);
    }

    @Test
    void aParquetFileWithBytesChanged() {
        byte[] bytes = Parquet.write(
                "select 's' || i as sample, 'cat' as class, 'ann' as annotator, 'human' as source from range(1000) t(i)");
        for (int index = 4; index < 40; index++) {
            bytes[index] ^= 0x5a;
        }
        assertThat(parquet(bytes)).isEqualTo(LABEL_FAULT_KIND_FILE_UNREADABLE);
    }

    @Test
    void manyColumns() {
        String columns =
                IntStream.range(0, 3_000).mapToObj(i -> i + " as c" + i).collect(Collectors.joining(", "));
        assertThat(parquet(Parquet.write("select " + columns))).isEqualTo(LABEL_FAULT_KIND_COLUMN_UNKNOWN);
    }

    @Test
    void columnsOfOtherTypes() {
        assertThat(parquet(Parquet.write("select 5 as sample, 'cat' as class, 'ann' as annotator, 'human' as source")))
                .isEqualTo(LABEL_FAULT_KIND_COLUMN_TYPE);
    }

    @Test
    void aColumnThatIsNotThere() {
        assertThat(kind(csv("sample,class\na,cat\n"))).isEqualTo(LABEL_FAULT_KIND_COLUMN_MISSING);
    }

    @Test
    void noBytesAndNoRows() {
        assertThat(kind(csv(""))).isEqualTo(LABEL_FAULT_KIND_FILE_EMPTY);
        assertThat(kind(csv("sample,class,annotator,source\n"))).isEqualTo(LABEL_FAULT_KIND_FILE_EMPTY);
    }

    @Test
    void confidencesThatAreNone() {
        LabelRefusal refusal = client.refusal(csv("""
                sample,class,annotator,source,confidence
                a,cat,ann,human,nan
                b,cat,ann,human,1.5
                c,cat,ann,human,high
                d,cat,ann,human,0.25
                """));
        LabelFault fault = only(refusal, LABEL_FAULT_KIND_VALUE_INVALID);
        assertThat(fault.getCount()).isEqualTo(3);
        assertThat(fault.getRowsList()).extracting(LabelFaultRow::getRow).containsExactly(1L, 2L, 3L);
        assertThat(fault.getRows(0).getStated()).isEqualTo("confidence is no number from 0 to 1");
        byte[] nan = Parquet.write("select 'a' as sample, 'cat' as class, 'ann' as annotator, 'human' as source,"
                + " 'nan'::double as confidence");
        assertThat(parquet(nan)).isEqualTo(LABEL_FAULT_KIND_VALUE_INVALID);
    }

    @Test
    void timesAndSourcesThatAreNone() {
        assertThat(kind(csv("sample,class,annotator,source,labelled_at\na,cat,ann,human,yesterday\n")))
                .isEqualTo(LABEL_FAULT_KIND_VALUE_INVALID);
        assertThat(kind(csv("sample,class,annotator,source\na,cat,ann,somebody\n")))
                .isEqualTo(LABEL_FAULT_KIND_VALUE_INVALID);
        assertThat(kind(csv("sample,class,annotator,source\na,cat,ann,model\n")))
                .isEqualTo(LABEL_FAULT_KIND_VALUE_MISSING);
    }

    @Test
    void valuesThatAreNotThere() {
        assertThat(kind(csv("sample,class,annotator,source\n,cat,ann,human\n")))
                .isEqualTo(LABEL_FAULT_KIND_VALUE_MISSING);
    }

    @Test
    void keysThatComeTwice() {
        LabelRefusal refusal = client.refusal(csv(FIRST + "a,dog,ann,human\n"));
        assertThat(only(refusal, LABEL_FAULT_KIND_KEY_REPEATED).getRowsList())
                .extracting(LabelFaultRow::getRow)
                .containsExactly(1L, 3L);
    }

    @Test
    void classesThatTheSchemaDoesNotHave() {
        LabelRefusal refusal = client.refusal(csv(FIRST + "c,bird,ann,human\n"));
        assertThat(only(refusal, LABEL_FAULT_KIND_CLASS_UNKNOWN).getRows(0).getStated())
                .isEqualTo("bird");
    }

    @Test
    void aRefusalCountsAllAndShowsTheFirstHundred() {
        String many = IntStream.range(0, 500)
                .mapToObj(i -> "x" + i + ",bird,ann,human\n")
                .collect(Collectors.joining());
        LabelFault fault = only(client.refusal(csv(FIRST + many)), LABEL_FAULT_KIND_CLASS_UNKNOWN);
        assertThat(fault.getCount()).isEqualTo(500);
        assertThat(fault.getRowsCount()).isEqualTo(100);
        assertThat(fault.getRows(0).getRow()).isEqualTo(3);
    }

    @Test
    void allKindsOfFaultsComeAtOnce() {
        LabelRefusal refusal = client.refusal(csv(FIRST + "a,bird,ann,human\nc,cat,ann,nobody\n"));
        assertThat(refusal.getKindsList())
                .extracting(LabelFault::getKind)
                .containsExactlyInAnyOrder(
                        LABEL_FAULT_KIND_KEY_REPEATED, LABEL_FAULT_KIND_CLASS_UNKNOWN, LABEL_FAULT_KIND_VALUE_INVALID);
        assertThat(refusal.getFaults()).isEqualTo(4);
    }

    @Test
    void attributesThatTheClassDoesNotHave() {
        String withAttributes = client.schema(List.of(LabelClass.newBuilder()
                .setId("cat")
                .setName("cat")
                .setDefinition("a cat")
                .addAttributes(LabelAttribute.newBuilder()
                        .setId("pose")
                        .setType(AttributeType.ATTRIBUTE_TYPE_CHOICE)
                        .addAllowedValues("lying")
                        .setRequired(true))
                .build()));
        LabelRefusal refusal =
                client.refusal(client.csv(withAttributes, """
                        sample,class,annotator,source,attributes
                        a,cat,ann,human,"{""pose"": ""lying""}"
                        b,cat,ann,human,"{""pose"": ""flying""}"
                        c,cat,ann,human,
                        d,cat,ann,human,"{""pose"": ""lying"", ""mood"": 1}"
                        """).setInitial(InitialLabels.getDefaultInstance()));
        assertThat(only(refusal, LABEL_FAULT_KIND_ATTRIBUTES_ILLEGAL).getRowsList())
                .extracting(LabelFaultRow::getStated)
                .containsExactly("pose allows no such value", "pose is missing", "cat has no attribute mood");
        assertThat(kind(csv("sample,class,annotator,source,attributes\na,cat,ann,human,[1]\n")))
                .isEqualTo(LABEL_FAULT_KIND_VALUE_INVALID);
    }

    @Test
    void additionsToWhatIsThere() {
        LabelLedger first = client.initial(schema, FIRST);
        LabelRefusal refusal = client.refusal(client.csv(schema, FIRST)
                .setParentLedger(first.getDigest())
                .setAdditive(AdditiveLabels.getDefaultInstance()));
        assertThat(only(refusal, LABEL_FAULT_KIND_KEY_EXISTS).getCount()).isEqualTo(2);
    }

    @Test
    void correctionsOfWhatIsNotThere() {
        LabelLedger first = client.initial(schema, FIRST);
        LabelRefusal refusal = client.refusal(client.csv(schema, """
                        sample,annotator,original,corrected,corrector,reason,corrected_at
                        a,ann,dog,cat,eve,why,2026-02-01T10:00:00Z
                        b,bob,dog,cat,eve,why,2026-02-01T10:00:00Z
                        b,ann,dog,dog,eve,why,2026-02-01T10:00:00Z
                        """)
                .setParentLedger(first.getDigest())
                .setCorrective(CorrectiveLabels.getDefaultInstance()));
        assertThat(refusal.getKindsList())
                .extracting(LabelFault::getKind)
                .containsExactlyInAnyOrder(
                        LABEL_FAULT_KIND_ORIGINAL_DIFFERS,
                        LABEL_FAULT_KIND_KEY_UNKNOWN,
                        LABEL_FAULT_KIND_NOTHING_CHANGES);
        LabelFaultRow differs = refusal.getKindsList().stream()
                .filter(fault -> fault.getKind() == LABEL_FAULT_KIND_ORIGINAL_DIFFERS)
                .findFirst()
                .orElseThrow()
                .getRows(0);
        assertThat(differs.getStated()).isEqualTo("dog");
        assertThat(differs.getExpected()).isEqualTo("cat");
    }

    @Test
    void movesThatLeaveSomethingOpen() {
        LabelLedger first = client.initial(schema, FIRST);
        String next = client.schema("feline", "hound", "poodle");
        PrepareLabelsRequest.Builder request = PrepareLabelsRequest.newBuilder()
                .setParent(client.project())
                .setLabelSchema(next)
                .setParentLedger(first.getDigest());
        assertThat(kind(request.setSchema(SchemaLabels.newBuilder().addMapping(mapping("cat", "feline")))))
                .isEqualTo(LABEL_FAULT_KIND_CLASS_UNMAPPED);
        SchemaLabels split = SchemaLabels.newBuilder()
                .addMapping(mapping("cat", "feline"))
                .addMapping(mapping("dog", "hound", "poodle"))
                .build();
        assertThat(kind(request.setSchema(split))).isEqualTo(LABEL_FAULT_KIND_RELABEL_MISSING);
        assertThat(kind(client.csv(next, """
                        sample,annotator,corrected,corrector,reason,corrected_at
                        b,ann,feline,eve,why,2026-02-01T10:00:00Z
                        """).setParentLedger(first.getDigest()).setSchema(split)))
                .isEqualTo(LABEL_FAULT_KIND_RELABEL_ILLEGAL);
    }

    @Test
    void jsonThatIsNone() {
        assertThat(json("{\"sample\": \"a\"\n")).isEqualTo(LABEL_FAULT_KIND_FILE_UNREADABLE);
        assertThat(json("{\"sample\": 5, \"class\": \"cat\", \"annotator\": \"ann\", \"source\": \"human\"}\n"))
                .isEqualTo(LABEL_FAULT_KIND_VALUE_INVALID);
        assertThat(
                        json(
                                "{\"sample\": \"a\", \"class\": \"cat\", \"annotator\": \"ann\", \"source\": \"human\", \"x\": 1}\n"))
                .isEqualTo(LABEL_FAULT_KIND_COLUMN_UNKNOWN);
    }

    @Test
    void whatAsksForThingsThatAreNotThere() {
        PrepareLabelsRequest.Builder request = client.csv(schema, FIRST).setInitial(InitialLabels.getDefaultInstance());
        String nowhere = "sha256:" + "ab".repeat(32);
        assertThat(reason(request.clone().setChangeFile(nowhere))).isEqualTo(ErrorReason.ERROR_REASON_BLOB_NOT_FOUND);
        assertThat(reason(request.clone().setLabelSchema(client.project() + "/labelSchemas/s/versions/99")))
                .isEqualTo(ErrorReason.ERROR_REASON_VERSION_NOT_FOUND);
        assertThat(reason(request.clone().setParentLedger(nowhere).setAdditive(AdditiveLabels.getDefaultInstance())))
                .isEqualTo(ErrorReason.ERROR_REASON_LEDGER_NOT_FOUND);
        assertThat(reason(request.clone().setParentLedger(nowhere))).isEqualTo(ErrorReason.ERROR_REASON_FIELDS_INVALID);
        PrepareLabelsRequest.Builder paths = client.csv(
                        schema, "sample,class,annotator,source,path\na,cat,ann,human,a.png\n")
                .setInitial(InitialLabels.getDefaultInstance());
        assertThat(reason(paths.clone().setManifestDigest(nowhere)))
                .isEqualTo(ErrorReason.ERROR_REASON_MANIFEST_NOT_FOUND);
        assertThat(reason(paths)).isEqualTo(ErrorReason.ERROR_REASON_FIELDS_INVALID);
        assertThat(LabelClient.fault(() -> client.stub()
                                .getLabelStats(GetLabelStatsRequest.newBuilder()
                                        .setName(client.project() + "/labelLedgers/" + nowhere)
                                        .build()))
                        .reason())
                .isEqualTo(ErrorReason.ERROR_REASON_LEDGER_NOT_FOUND);
    }

    private ErrorReason reason(PrepareLabelsRequest.Builder request) {
        return LabelClient.fault(
                        () -> client.stub().prepareLabels(request.build()).forEachRemaining(_ -> {}))
                .reason();
    }

    private LabelFaultKind parquet(byte[] content) {
        return kind(client.file(schema, content, LabelFileFormat.LABEL_FILE_FORMAT_PARQUET)
                .setInitial(InitialLabels.getDefaultInstance()));
    }

    private LabelFaultKind json(String content) {
        return kind(client.file(
                        schema, content.getBytes(StandardCharsets.UTF_8), LabelFileFormat.LABEL_FILE_FORMAT_JSON_LINES)
                .setInitial(InitialLabels.getDefaultInstance()));
    }

    private PrepareLabelsRequest.Builder csv(String content) {
        return client.csv(schema, content).setInitial(InitialLabels.getDefaultInstance());
    }

    private LabelFaultKind kind(PrepareLabelsRequest.Builder request) {
        LabelRefusal refusal = client.refusal(request);
        assertThat(refusal.getKindsCount()).as(refusal.toString()).isEqualTo(1);
        return refusal.getKinds(0).getKind();
    }

    private static LabelFault only(LabelRefusal refusal, LabelFaultKind kind) {
        assertThat(refusal.getKindsList()).extracting(LabelFault::getKind).containsExactly(kind);
        return refusal.getKinds(0);
    }

    private static ClassMapping mapping(String from, String... to) {
        return ClassMapping.newBuilder()
                .setFromClass(from)
                .addAllToClasses(List.of(to))
                .build();
    }
}
