package dev.pedigree.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.pedigree.testkit.Records;
import dev.pedigree.v1.GetLabelStatsRequest;
import dev.pedigree.v1.Kind;
import dev.pedigree.v1.LabelLedger;
import dev.pedigree.v1.LabelLedgerStatistics;
import dev.pedigree.v1.Version;
import dev.pedigree.v1.VersionRecord;
import io.grpc.StatusRuntimeException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Labels through the public door: prepared, named by versions, counted by the server, and asked about.
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

    private MeshClient client;
    private Labelling labelling;
    private String schema;
    private String dataset;

    @BeforeAll
    static void start() {
        mesh = Mesh.local(data, 0);
    }

    @AfterAll
    static void stop() {
        mesh.close();
    }

    @BeforeEach
    void open() {
        client = MeshClient.of(mesh);
        labelling = new Labelling(client);
        schema = client.version(client.asset(Kind.KIND_LABEL_SCHEMA, "animals"), Records.labelSchema())
                .getName();
        dataset = client.asset(Kind.KIND_DATASET, "images");
    }

    @AfterEach
    void close() {
        client.close();
    }

    @Test
    void aVersionNamesALedgerAndTheServerCounts() {
        LabelLedger ledger = labelling.initial(schema, FIRST);
        Version first = client.version(dataset, labelling.record(ledger));

        LabelLedger next = labelling.corrective(ledger, CORRECTION);
        VersionRecord.Builder correction = labelling.record(next).setParentVersion(first.getName());
        correction.getDatasetBuilder().setChange(Labelling.corrective(2));
        StatusRuntimeException refusal = refusal(() -> client.version(dataset, correction));
        assertThat(refusal).hasMessageContaining("the ledger changes 1 samples");
        correction.getDatasetBuilder().setChange(Labelling.corrective(1));
        Version second = client.version(dataset, correction);

        assertThat(stats(second.getName())).isEqualTo(next.getStatistics());
        assertThat(stats(dataset + "/versions/1")).isEqualTo(ledger.getStatistics());
    }

    @Test
    void aVersionDoesNotSkipALedger() {
        LabelLedger ledger = labelling.initial(schema, FIRST);
        LabelLedger next = labelling.corrective(ledger, CORRECTION);
        StatusRuntimeException refusal = refusal(() -> client.version(dataset, labelling.record(next)));
        assertThat(refusal).hasMessageContaining("follows " + ledger.getDigest());
    }

    @Test
    void numbersCannotBeTypedInBesideALedger() {
        LabelLedger ledger = labelling.initial(schema, FIRST);
        VersionRecord.Builder record = labelling.record(ledger);
        record.getDatasetBuilder()
                .setLabelStatistics(
                        Records.dataset(schema, Records.DIGEST).getDataset().getLabelStatistics());
        assertThat(refusal(() -> client.version(dataset, record))).hasMessageContaining("computed");
    }

    private LabelLedgerStatistics stats(String name) {
        return client.labels()
                .getLabelStats(GetLabelStatsRequest.newBuilder().setName(name).build())
                .getStatistics();
    }

    private static StatusRuntimeException refusal(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        return catchThrowableOfType(StatusRuntimeException.class, call);
    }
}
