package dev.pedigree.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.ByteString;
import dev.pedigree.testkit.Records;
import dev.pedigree.v1.ComputedStatistics;
import dev.pedigree.v1.CorrectiveChange;
import dev.pedigree.v1.CorrectiveLabels;
import dev.pedigree.v1.DatasetChange;
import dev.pedigree.v1.GetLabelStatsRequest;
import dev.pedigree.v1.InitialLabels;
import dev.pedigree.v1.Kind;
import dev.pedigree.v1.LabelFileFormat;
import dev.pedigree.v1.LabelLedger;
import dev.pedigree.v1.LabelLedgerReference;
import dev.pedigree.v1.LabelStatisticsFact;
import dev.pedigree.v1.PrepareLabelsRequest;
import dev.pedigree.v1.PrepareLabelsResponse;
import dev.pedigree.v1.Version;
import dev.pedigree.v1.VersionRecord;
import io.grpc.StatusRuntimeException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Labels through the public door: prepared, named by versions, counted by the server.
final class LabelsTest {
    private static final String FIRST = """
            sample,class,annotator,source
            a,cat,ann,human
            b,dog,ann,human
            """;
    private static final String CORRECTION = """
            sample,annotator,original,corrected,corrector,reason,corrected_at
            a,ann,cat,dog,eve,blurred,2026-02-01T10:00:00Z
            """;

    @TempDir
    static Path data;

    private static Mesh mesh;

    @BeforeAll
    static void start() {
        mesh = Mesh.local(data, 0);
    }

    @AfterAll
    static void stop() {
        mesh.close();
    }

    @Test
    void aVersionNamesALedgerAndTheServerCounts() {
        try (MeshClient client = MeshClient.of(mesh)) {
            String schema = client.version(client.asset(Kind.KIND_LABEL_SCHEMA, "animals"), Records.labelSchema())
                    .getName();
            String dataset = client.asset(Kind.KIND_DATASET, "images");
            LabelLedger ledger =
                    prepare(client, request(client, schema, FIRST).setInitial(InitialLabels.getDefaultInstance()));
            Version first = client.version(dataset, record(client, schema, ledger));

            LabelLedger next = prepare(
                    client,
                    request(client, schema, CORRECTION)
                            .setParentLedger(ledger.getDigest())
                            .setCorrective(CorrectiveLabels.getDefaultInstance()));
            VersionRecord.Builder correction = record(client, schema, next).setParentVersion(first.getName());
            correction.getDatasetBuilder().setChange(corrective(2));
            StatusRuntimeException refusal = refusal(() -> client.version(dataset, correction));
            assertThat(refusal).hasMessageContaining("the ledger changes 1 samples");
            correction.getDatasetBuilder().setChange(corrective(1));
            Version second = client.version(dataset, correction);

            assertThat(stats(client, second.getName())).isEqualTo(next.getStatistics());
            assertThat(stats(client, dataset + "/versions/1")).isEqualTo(ledger.getStatistics());
        }
    }

    @Test
    void aVersionDoesNotSkipALedger() {
        try (MeshClient client = MeshClient.of(mesh)) {
            String schema = client.version(client.asset(Kind.KIND_LABEL_SCHEMA, "animals"), Records.labelSchema())
                    .getName();
            String dataset = client.asset(Kind.KIND_DATASET, "images");
            LabelLedger ledger =
                    prepare(client, request(client, schema, FIRST).setInitial(InitialLabels.getDefaultInstance()));
            LabelLedger next = prepare(
                    client,
                    request(client, schema, CORRECTION)
                            .setParentLedger(ledger.getDigest())
                            .setCorrective(CorrectiveLabels.getDefaultInstance()));
            StatusRuntimeException refusal = refusal(() -> client.version(dataset, record(client, schema, next)));
            assertThat(refusal).hasMessageContaining("follows " + ledger.getDigest());
        }
    }

    @Test
    void numbersCannotBeTypedInBesideALedger() {
        try (MeshClient client = MeshClient.of(mesh)) {
            String schema = client.version(client.asset(Kind.KIND_LABEL_SCHEMA, "animals"), Records.labelSchema())
                    .getName();
            String dataset = client.asset(Kind.KIND_DATASET, "images");
            LabelLedger ledger =
                    prepare(client, request(client, schema, FIRST).setInitial(InitialLabels.getDefaultInstance()));
            VersionRecord.Builder record = record(client, schema, ledger);
            record.getDatasetBuilder()
                    .setLabelStatistics(
                            Records.dataset(schema, Records.DIGEST).getDataset().getLabelStatistics());
            assertThat(refusal(() -> client.version(dataset, record))).hasMessageContaining("computed");
        }
    }

    private static DatasetChange corrective(int samples) {
        return DatasetChange.newBuilder()
                .setCorrective(CorrectiveChange.newBuilder()
                        .setCorrectedSamples(samples)
                        .setCorrector("eve")
                        .setReason("blurred images"))
                .build();
    }

    private static VersionRecord.Builder record(MeshClient client, String schema, LabelLedger ledger) {
        VersionRecord.Builder record =
                Records.dataset(schema, client.manifest("samples").getDigest());
        record.getDatasetBuilder()
                .setLabelStatistics(
                        LabelStatisticsFact.newBuilder().setComputed(ComputedStatistics.getDefaultInstance()))
                .setLabelLedger(LabelLedgerReference.newBuilder()
                        .setDigest(ledger.getDigest())
                        .setChangeFile(ledger.getChangeFile()));
        return record;
    }

    private static PrepareLabelsRequest.Builder request(MeshClient client, String schema, String csv) {
        ByteString digest = client.upload(csv);
        return PrepareLabelsRequest.newBuilder()
                .setParent(client.project())
                .setLabelSchema(schema)
                .setChangeFile("sha256:" + HexFormat.of().formatHex(digest.toByteArray()))
                .setFormat(LabelFileFormat.LABEL_FILE_FORMAT_CSV);
    }

    private static LabelLedger prepare(MeshClient client, PrepareLabelsRequest.Builder request) {
        List<PrepareLabelsResponse> steps = new ArrayList<>();
        client.labels().prepareLabels(request.build()).forEachRemaining(steps::add);
        assertThat(steps.getLast().hasLedger()).as(steps.getLast().toString()).isTrue();
        return steps.getLast().getLedger();
    }

    private static dev.pedigree.v1.LabelLedgerStatistics stats(MeshClient client, String name) {
        return client.labels()
                .getLabelStats(GetLabelStatsRequest.newBuilder().setName(name).build())
                .getStatistics();
    }

    private static StatusRuntimeException refusal(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        return catchThrowableOfType(StatusRuntimeException.class, call);
    }
}
