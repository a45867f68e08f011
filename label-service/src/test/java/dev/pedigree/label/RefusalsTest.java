package dev.pedigree.label;

import static dev.pedigree.v1.LabelFaultKind.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pedigree.label.testing.LabelClient;
import dev.pedigree.label.testing.LabelRig;
import dev.pedigree.v1.AdditiveLabels;
import dev.pedigree.v1.AnnotationGeometry;
import dev.pedigree.v1.AttributeType;
import dev.pedigree.v1.ClassMapping;
import dev.pedigree.v1.CorrectiveLabels;
import dev.pedigree.v1.ErrorReason;
import dev.pedigree.v1.FindLabelsRequest;
import dev.pedigree.v1.GetLabelHistoryRequest;
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
import java.util.stream.LongStream;
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
                "select 's' || i as sample, 'cat' as class, 'ann' as annotator, 'human' as source from range(1000)"
                        + " t(i)");
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
        byte[] empty = Parquet.write("select 'a' as sample, 'cat' as class, 'ann' as annotator, '' as source");
        assertThat(parquet(empty)).isEqualTo(LABEL_FAULT_KIND_VALUE_MISSING);
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
    void attributesThatAreAllDifferent() {
        String rows = IntStream.range(0, 3_000)
                .mapToObj(i -> "s%d,cat,ann,human,\"{\"\"bad\"\": %d}\"\n".formatted(i, i % 2 == 0 ? i : 0))
                .collect(Collectors.joining());
        LabelFault fault = only(
                client.refusal(csv("sample,class,annotator,source,attributes\n" + rows)),
                LABEL_FAULT_KIND_ATTRIBUTES_ILLEGAL);
        assertThat(fault.getCount()).isEqualTo(3_000);
        assertThat(fault.getRowsList())
                .extracting(LabelFaultRow::getRow)
                .isEqualTo(LongStream.rangeClosed(1, 100).boxed().toList());
    }

    @Test
    void aRefusalOfTheLongestTextsIsSmall() {
        String sample = "\u2026".repeat(340);
        String name = "n".repeat(1_000_000);
        byte[] drawn = Parquet.write("""
            select '%s' || i as sample, 'cat' as class, 'ann' as annotator, 'human' as source,
                   '{"' || repeat('n', 1000000) || '": null}' as geometry
            from range(10) t(i)\
            """.formatted(sample));
        LabelRefusal refusal = client.refusal(client.file(
                        client.schema(AnnotationGeometry.ANNOTATION_GEOMETRY_BOX, "cat"),
                        drawn,
                        LabelFileFormat.LABEL_FILE_FORMAT_PARQUET)
                .setInitial(InitialLabels.getDefaultInstance()));
        LabelFault fault = only(refusal, LABEL_FAULT_KIND_GEOMETRY_ILLEGAL);
        assertThat(fault.getCount()).isEqualTo(10);
        assertThat(fault.getRows(0).getStated()).isEqualTo(name.substring(0, 200) + "...");
        assertThat(fault.getRows(0).getSample()).isEqualTo(sample.substring(0, 66) + "...");
    }

    @Test
    void aRefusalOfEveryKindIsSmall() {
        String text = "repeat('\u2026', 340) || i";
        LabelLedger first = client.ledger(
                client.file(schema, Parquet.write("""
                    select %s as sample, %s as object, repeat('a', 300) as annotator, 'cat' as class, 'human' as source
                    from range(600) t(i)\
                    """.formatted(text, text)), LabelFileFormat.LABEL_FILE_FORMAT_PARQUET)
                        .setInitial(InitialLabels.getDefaultInstance()));
        byte[] hostile = Parquet.write("""
            select %s as sample, repeat('\u2026', 340) || (i %% 450) as object, repeat('a', 300) as annotator,
                   case when i < 100 then null when i < 200 then repeat('c', 101) when i < 300 then 'dog'
                        else repeat('c', 97) || i end as corrected,
                   case when i < 300 then 'cat' else 'bird' end as original,
                   repeat('e', 200) as corrector, case when i < 100 then null else 'why' end as reason,
                   timestamp '2026-02-01 10:00:00' as corrected_at
            from range(1000) t(i)\
            """.formatted(text));
        LabelRefusal refusal = client.refusal(client.file(schema, hostile, LabelFileFormat.LABEL_FILE_FORMAT_PARQUET)
                .setParentLedger(first.getDigest())
                .setCorrective(CorrectiveLabels.getDefaultInstance()));
        assertThat(refusal.getKindsList())
                .extracting(LabelFault::getKind)
                .contains(
                        LABEL_FAULT_KIND_VALUE_MISSING,
                        LABEL_FAULT_KIND_VALUE_INVALID,
                        LABEL_FAULT_KIND_CLASS_UNKNOWN,
                        LABEL_FAULT_KIND_KEY_UNKNOWN,
                        LABEL_FAULT_KIND_ORIGINAL_DIFFERS);
        assertThat(refusal.getSerializedSize()).isLessThan(1 << 20);
    }

    @Test
    void aSampleCalledNullIsToldAsItIs() {
        LabelRefusal refusal = client.refusal(csv("sample,class,annotator,source\nnull,bird,null,human\n"));
        LabelFaultRow row = only(refusal, LABEL_FAULT_KIND_CLASS_UNKNOWN).getRows(0);
        assertThat(row.getSample()).isEqualTo("null");
        assertThat(row.getAnnotator()).isEqualTo("null");
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
        assertThat(json("{\"sample\": \"a\", \"class\": \"cat\", \"annotator\": \"ann\", \"source\":"
                        + " \"human\", \"x\": 1}\n"))
                .isEqualTo(LABEL_FAULT_KIND_COLUMN_UNKNOWN);
    }

    @Test
    void linesThatAreNoCsv() {
        String header = "sample,class,annotator,source\n";
        assertThat(why(header + "a,cat,ann,human,5\n")).isEqualTo("line 2 has 5 fields, the header 4");
        assertThat(why(header + "a,cat,ann,human\nb,cat\n")).isEqualTo("line 3 has 2 fields, the header 4");
        assertThat(why(header + "a,\"cat,ann,human\nb,cat,ann,human\n")).isEqualTo("line 2: a quoted field has no end");
        assertThat(why(header + "a,\"cat\"s,ann,human\n"))
                .isEqualTo("line 2: a quoted field does not end where it should");
        assertThat(why(header + "a,cat,ann,human\r\n")).isEqualTo("line 2 ends in another way than the first");
        assertThat(why(header + "a".repeat(3 << 20) + ",cat,ann,human\n"))
                .isEqualTo("line 2 is longer than 2097152 bytes");
        assertThat(why("sample;class;annotator;source\na;cat;ann;human\n"))
                .isEqualTo("of its 1 columns, these are not known, or come twice: sample;class;annotator;source");
        assertThat(why("a".repeat(70_000) + "\n")).isEqualTo("its first line has no end within 65536 bytes");
        assertThat(kind(csv(header + "a\0,cat,ann,human\n"))).isEqualTo(LABEL_FAULT_KIND_VALUE_INVALID);
        byte[] latin = (header + "\u00ff,cat,ann,human\n").getBytes(StandardCharsets.ISO_8859_1);
        assertThat(why(latin, LabelFileFormat.LABEL_FILE_FORMAT_CSV)).isEqualTo("line 2 is not UTF-8");
    }

    @Test
    void linesThatAreNoJson() {
        String good = "{\"sample\": \"a\", \"class\": \"cat\", \"annotator\": \"ann\", \"source\": \"human\"}\n";
        assertThat(whyJson(good + "{oh\n")).isEqualTo("object 2 is no JSON, at byte 2: unexpected character");
        assertThat(whyJson("[" + good + "]")).isEqualTo("object 1 is no JSON, at byte 72: unexpected end of data");
        assertThat(whyJson("\uFEFF" + good))
                .isEqualTo("object 1 is no JSON, at byte 1: byte order mark (BOM) is not supported");
        assertThat(whyJson("{\"sample\": \"a\", \"sample\": \"b\"}\n"))
                .isEqualTo("an object has a key twice, and among its keys is sample");
        assertThat(whyJson("[".repeat(1_000_000))).startsWith("object 1 is no JSON, at byte 1000001");
        assertThat(whyJson("\"lol\"\n".repeat(100_000))).isEqualTo("it has no sample, class, annotator, source");
        assertThat(json(good.replace("\"cat\"", "\"\\u0000\""))).isEqualTo(LABEL_FAULT_KIND_VALUE_INVALID);
    }

    @Test
    void timesBeyondTheCalendar() {
        LabelRefusal refusal = client.refusal(csv("""
            sample,class,annotator,source,labelled_at
            a,cat,ann,human,infinity
            b,cat,ann,human,10000-01-01
            c,cat,ann,human,0001-01-01 (BC)
            d,cat,ann,human,9999-12-31 23:59:59.999999
            e,cat,ann,human,0001-01-01
            """));
        assertThat(only(refusal, LABEL_FAULT_KIND_VALUE_INVALID).getRowsList())
                .extracting(LabelFaultRow::getRow)
                .containsExactly(1L, 2L, 3L);
    }

    @Test
    void aLineEndWithinQuotesAndAByteOrderMarkAreNoFault() {
        LabelLedger ledger =
                client.initial(schema, "\uFEFFsample,class,annotator,source\n\"a\n\"\"b\"\"\",cat,ann,human\n");
        assertThat(ledger.getStatistics().getAnnotations()).isEqualTo(1);
    }

    @Test
    void pagesThatGrowWhenTheyAreUnpacked() {
        String labels = " as sample, 'cat' as class, 'ann' as annotator, 'human' as source";
        assertThat(parquet(Parquet.write("select repeat('a', 400000000)" + labels)))
                .isEqualTo(LABEL_FAULT_KIND_FILE_TOO_LARGE);
        LabelRefusal longOnes = client.refusal(client.file(
                        schema,
                        Parquet.write("select repeat('a', 5000000)" + labels + " from range(20)"),
                        LabelFileFormat.LABEL_FILE_FORMAT_PARQUET)
                .setInitial(InitialLabels.getDefaultInstance()));
        assertThat(only(longOnes, LABEL_FAULT_KIND_VALUE_INVALID).getRows(0).getSample())
                .hasSize(100);
    }

    @Test
    void textThatLooksLikeAStatementIsText() {
        String odd = "it''s {0} ? \\' -- ; drop table x";
        LabelLedger ledger = client.initial(schema, "sample,class,annotator,source\n" + odd + ",cat,ann,human\n");
        assertThat(client.stub()
                        .getLabelHistory(GetLabelHistoryRequest.newBuilder()
                                .setName(ledger.getName())
                                .setSample(odd)
                                .build())
                        .getEventsCount())
                .isEqualTo(1);
        FindLabelsRequest.Builder find = FindLabelsRequest.newBuilder().setName(ledger.getName());
        find.getFilterBuilder().addSamples(odd).addSamples("a\0b'").addAnnotators("ann");
        assertThat(client.stub().findLabels(find.build()).getLabelsCount()).isEqualTo(1);
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

    private String why(String csv) {
        return why(csv.getBytes(StandardCharsets.UTF_8), LabelFileFormat.LABEL_FILE_FORMAT_CSV);
    }

    private String whyJson(String lines) {
        return why(lines.getBytes(StandardCharsets.UTF_8), LabelFileFormat.LABEL_FILE_FORMAT_JSON_LINES);
    }

    private String why(byte[] content, LabelFileFormat format) {
        LabelRefusal refusal =
                client.refusal(client.file(schema, content, format).setInitial(InitialLabels.getDefaultInstance()));
        assertThat(refusal.getKindsCount()).as(refusal.toString()).isEqualTo(1);
        return refusal.getKinds(0).getDescription();
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
