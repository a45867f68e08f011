package dev.pedigree.label;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pedigree.chassis.fault.Fault;
import dev.pedigree.label.testing.LabelClient;
import dev.pedigree.label.testing.LabelRig;
import dev.pedigree.v1.AdditiveLabels;
import dev.pedigree.v1.ClassMapping;
import dev.pedigree.v1.ErrorReason;
import dev.pedigree.v1.FindLabelsRequest;
import dev.pedigree.v1.GetLabelHistoryRequest;
import dev.pedigree.v1.InitialLabels;
import dev.pedigree.v1.LabelFileFormat;
import dev.pedigree.v1.LabelLedger;
import dev.pedigree.v1.PrepareLabelsRequest;
import dev.pedigree.v1.SchemaLabels;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Label files are gone, since the service was down for longer than their lease: ledgers are their change files.
final class RemakeTest {
    @RegisterExtension
    static final LabelRig RIG = LabelRig.usual();

    private final LabelClient client = RIG.client();
    private final String schema = client.schema("cat", "dog");
    private final PrepareLabelsRequest.Builder firstChange = client.file(
                    schema, Parquet.write("""
                        select * from (values ('a', 'cat', 0.5), ('b', 'dog', 0.25), ('c', 'cat', null))
                                 t(sample, class, confidence),
                                 (select 'ann' as annotator, 'human' as source)\
                        """), LabelFileFormat.LABEL_FILE_FORMAT_PARQUET)
            .setInitial(InitialLabels.getDefaultInstance());

    @Test
    void whatIsGoneIsMadeAgainFromTheChangeFiles() throws Exception {
        List<LabelLedger> chain = chain();
        List<String> before = answers(client, chain);
        RIG.lose(RIG.labelFiles());
        RIG.restart(true);
        assertThat(eventually(client.over(RIG), chain)).isEqualTo(before);
        RIG.restart(true);
        assertThat(answers(client.over(RIG), chain)).isEqualTo(before);
    }

    @Test
    void withoutTheChangeFileItIsSaidAndWhoeverHasItCanPrepareItAgain() throws Exception {
        LabelLedger first = client.ledger(firstChange);
        List<String> before = answers(client, List.of(first));
        RIG.lose(RIG.labelFiles());
        RIG.lose(List.of(first.getChangeFile()));
        RIG.restart(true);
        LabelClient anew = client.over(RIG);
        Fault fault = LabelClient.fault(() -> answers(anew, List.of(first)));
        assertThat(fault.reason()).isEqualTo(ErrorReason.ERROR_REASON_LABEL_FILES_MISSING);
        assertThat(fault.getMessage()).contains(client.project()).contains("gone");
        PrepareLabelsRequest.Builder again = again(anew);
        assertThat(anew.ledger(again).getDigest()).isEqualTo(first.getDigest());
        assertThat(eventually(anew, List.of(first))).isEqualTo(before);
    }

    @Test
    void whatCannotBeMadeAgainKeepsNothingElseFromIt() throws Exception {
        LabelLedger damaged = client.ledger(firstChange);
        LabelLedger sound = client.initial(schema, "sample,class,annotator,source\na,dog,bob,human\n");
        List<String> before = answers(client, List.of(sound));
        try (Connection connection = RIG.database().asOwner().getConnection();
                PreparedStatement swap = connection.prepareStatement(
                        "update label.ledger set change_file = decode(?, 'hex') where digest = decode(?, 'hex') and project = ?")) {
            swap.setString(1, hex(sound.getChangeFile()));
            swap.setString(2, hex(damaged.getDigest()));
            swap.setString(3, client.project().substring("projects/".length()));
            assertThat(swap.executeUpdate()).isEqualTo(1);
        }
        RIG.lose(RIG.labelFiles());
        RIG.restart(true);
        assertThat(eventually(client.over(RIG), List.of(sound))).isEqualTo(before);
    }

    private static String hex(String digest) {
        return digest.substring("sha256:".length());
    }

    private PrepareLabelsRequest.Builder again(LabelClient anew) {
        return anew.file(schema, """
            {"sample": "c", "class": "cat", "annotator": "ann", "source": "human"}
            {"sample": "a", "class": "cat", "annotator": "ann", "source": "human", "confidence": 0.5}
            {"sample": "b", "class": "dog", "annotator": "ann", "source": "human", "confidence": 0.25}
            """.getBytes(StandardCharsets.UTF_8), LabelFileFormat.LABEL_FILE_FORMAT_JSON_LINES)
                .setInitial(InitialLabels.getDefaultInstance());
    }

    /// All kinds of changes, from files of all formats.
    private List<LabelLedger> chain() {
        LabelLedger first = client.ledger(firstChange);
        LabelLedger second = client.ledger(client.file(
                        schema,
                        "{\"sample\": \"d\", \"class\": \"dog\", \"annotator\": \"ann\", \"source\": \"human\"}"
                                .getBytes(StandardCharsets.UTF_8),
                        LabelFileFormat.LABEL_FILE_FORMAT_JSON_LINES)
                .setParentLedger(first.getDigest())
                .setAdditive(AdditiveLabels.getDefaultInstance()));
        LabelLedger third = client.corrective(second, """
            sample,annotator,original,corrected,corrector,reason,corrected_at
            a,ann,cat,dog,eve,blurred,2026-02-01T10:00:00Z
            c,ann,cat,,eve,empty,2026-02-01T10:00:00Z
            """);
        LabelLedger fourth = client.moved(
                third,
                client.schema("feline", "hound", "poodle"),
                SchemaLabels.newBuilder()
                        .addMapping(
                                ClassMapping.newBuilder().setFromClass("cat").addToClasses("feline"))
                        .addMapping(ClassMapping.newBuilder()
                                .setFromClass("dog")
                                .addToClasses("hound")
                                .addToClasses("poodle"))
                        .build(),
                Optional.of("""
                    sample,annotator,corrected,corrector,reason,corrected_at
                    a,ann,hound,eve,split,2026-03-01T10:00:00Z
                    b,ann,poodle,eve,split,2026-03-01T10:00:00Z
                    d,ann,hound,eve,split,2026-03-01T10:00:00Z
                    """));
        LabelLedger fifth = client.corrective(fourth, """
            sample,annotator,original,corrected,corrector,reason,corrected_at
            d,ann,hound,poodle,eve,curly,2026-04-01T10:00:00Z
            """);
        return List.of(first, second, third, fourth, fifth);
    }

    /// Everything that is known of the labels of some ledgers.
    private static List<String> answers(LabelClient client, List<LabelLedger> ledgers) {
        return ledgers.stream()
                .map(ledger -> client.stub()
                                .findLabels(FindLabelsRequest.newBuilder()
                                        .setName(ledger.getName())
                                        .build())
                                .getLabelsList()
                        + " "
                        + client.stub()
                                .getLabelHistory(GetLabelHistoryRequest.newBuilder()
                                        .setName(ledger.getName())
                                        .setSample("a")
                                        .build()))
                .toList();
    }

    /// Until then the files are said to be missing, and nothing else is.
    private static List<String> eventually(LabelClient client, List<LabelLedger> ledgers) throws InterruptedException {
        Instant deadline = Instant.now().plus(Duration.ofSeconds(60));
        while (Instant.now().isBefore(deadline)) {
            try {
                return answers(client, ledgers);
            } catch (io.grpc.StatusRuntimeException failure) {
                assertThat(LabelClient.fault(() -> {
                                    throw failure;
                                })
                                .reason())
                        .isEqualTo(ErrorReason.ERROR_REASON_LABEL_FILES_MISSING);
            }
            Thread.sleep(100);
        }
        throw new AssertionError("they are still missing");
    }
}
