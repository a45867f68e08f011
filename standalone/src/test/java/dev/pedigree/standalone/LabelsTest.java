package dev.pedigree.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.pedigree.testkit.Records;
import dev.pedigree.v1.AdditiveChange;
import dev.pedigree.v1.AdditiveLabels;
import dev.pedigree.v1.CorrectiveLabels;
import dev.pedigree.v1.GetLabelStatsRequest;
import dev.pedigree.v1.InitialLabels;
import dev.pedigree.v1.Kind;
import dev.pedigree.v1.LabelFault;
import dev.pedigree.v1.LabelFaultKind;
import dev.pedigree.v1.LabelLedger;
import dev.pedigree.v1.LabelLedgerStatistics;
import dev.pedigree.v1.PrepareLabelsRequest;
import dev.pedigree.v1.SampleSource;
import dev.pedigree.v1.Version;
import dev.pedigree.v1.VersionRecord;
import io.grpc.StatusRuntimeException;
import java.nio.file.Path;
import java.util.List;
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
    void pathsOfEarlierLabelsAreInTheFilesOfEveryVersion() {
        String first = client.manifest("a", List.of("a.jpg")).getDigest();
        LabelLedger ledger = labelOfAFile("a.jpg", first);
        client.version(dataset, labelling.record(ledger).setManifestDigest(first));

        PrepareLabelsRequest.Builder more = labelling
                .request(schema, "sample,class,annotator,source\nb,dog,ann,human\n")
                .setParentLedger(ledger.getDigest())
                .setAdditive(AdditiveLabels.getDefaultInstance());
        String without = client.manifest("b", List.of("b.jpg")).getDigest();
        assertThat(refusal(() -> client.version(dataset, added(labelling.prepare(more), without))))
                .hasMessageContaining("its paths were found in " + first);
        LabelFault gone =
                labelling.refusal(more.clone().setManifestDigest(without)).getKinds(0);
        assertThat(gone.getKind()).isEqualTo(LabelFaultKind.LABEL_FAULT_KIND_PATH_UNKNOWN);
        assertThat(gone.getRows(0).getStated()).isEqualTo("a.jpg");

        String with = client.manifest("b", List.of("a.jpg", "b.jpg")).getDigest();
        LabelLedger next = labelling.prepare(more.clone().setManifestDigest(with));
        assertThat(next.getManifestDigest()).isEqualTo(with);
        assertThat(client.version(dataset, added(next, with)).getName()).isEqualTo(dataset + "/versions/2");
    }

    @Test
    void aLabelThatIsWithdrawnTakesItsPathAlong() {
        String first = client.manifest("a", List.of("a.jpg")).getDigest();
        LabelLedger ledger = labelOfAFile("a.jpg", first);
        LabelLedger without = labelling.prepare(labelling
                .request(schema, CORRECTION.replace("cat,dog", "cat,"))
                .setManifestDigest(client.manifest("b", List.of("b.jpg")).getDigest())
                .setParentLedger(ledger.getDigest())
                .setCorrective(CorrectiveLabels.getDefaultInstance()));
        assertThat(without.getStatistics().getWithdrawn()).isEqualTo(1);
    }

    private LabelLedger labelOfAFile(String path, String manifest) {
        return labelling.prepare(labelling
                .request(schema, "sample,class,annotator,source,path\na,cat,ann,human,%s\n".formatted(path))
                .setManifestDigest(manifest)
                .setInitial(InitialLabels.getDefaultInstance()));
    }

    private VersionRecord.Builder added(LabelLedger ledger, String manifest) {
        VersionRecord.Builder record =
                labelling.record(ledger).setManifestDigest(manifest).setParentVersion(dataset + "/versions/1");
        record.getDatasetBuilder()
                .getChangeBuilder()
                .setAdditive(AdditiveChange.newBuilder()
                        .setAddedSamples(1)
                        .setSource(SampleSource.SAMPLE_SOURCE_COLLECTED)
                        .setSourceDescription("another walk"));
        return record;
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
