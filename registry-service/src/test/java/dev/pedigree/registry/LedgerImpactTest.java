package dev.pedigree.registry;

import static dev.pedigree.registry.testing.Refusals.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.google.protobuf.ByteString;
import dev.pedigree.chassis.fault.NotFound;
import dev.pedigree.lifecycle.Digest;
import dev.pedigree.mesh.v1.FindNamedLedgersRequest;
import dev.pedigree.mesh.v1.GetLedgerImpactRequest;
import dev.pedigree.mesh.v1.LedgerDataset;
import dev.pedigree.mesh.v1.LedgerImpact;
import dev.pedigree.mesh.v1.NamedLedgers;
import dev.pedigree.registry.testing.Ledgers;
import dev.pedigree.registry.testing.RegistryRig;
import dev.pedigree.registry.testing.Sample;
import dev.pedigree.registry.testing.Scene;
import dev.pedigree.testkit.Records;
import dev.pedigree.v1.Deployment;
import dev.pedigree.v1.ErrorReason;
import dev.pedigree.v1.Kind;
import dev.pedigree.v1.LabelLedgerStatistics;
import dev.pedigree.v1.LearnedModel;
import io.grpc.StatusException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Which dataset versions have a ledger for labels, what was made and learned from them, and where that runs.
final class LedgerImpactTest {
    @RegisterExtension
    static final RegistryRig RIG = new RegistryRig();

    private static final String LEDGER = Sample.digest("ledger");
    private static final String OTHER = Sample.digest("other ledger");

    private Scene scene;

    @BeforeEach
    void prepare() throws StatusException {
        scene = new Scene(RIG);
        scene.policy();
    }

    @Test
    void versionsThatNameALedgerAreToldWithWhatLearnedFromThem() throws StatusException {
        String named = dataset("named", LEDGER);
        String again = dataset("again", LEDGER);
        dataset("other", OTHER);
        String model = scene.deployable(named);
        Deployment deployment = scene.deploy(model);
        String both = scene.newModel(named, again);

        assertThat(impact(scene.project, LEDGER))
                .isEqualTo(LedgerImpact.newBuilder()
                        .addDatasets(told(again).addModels(both))
                        .addDatasets(told(named).addModels(both).addModels(model))
                        .addModels(LearnedModel.newBuilder().setModelVersion(both))
                        .addModels(LearnedModel.newBuilder()
                                .setModelVersion(model)
                                .addLiveDeployments(deployment.getName()))
                        .build());
    }

    @Test
    void whatWasMadeFromThemMayHaveTheLabelsUnlessItKeepsALedger() throws StatusException {
        String named = dataset("named", LEDGER);
        String crops = made("crops", named);
        String flipped = made("flipped", crops);
        String model = scene.newModel(flipped);
        assertThat(impact(scene.project, LEDGER).getDatasetsList())
                .extracting(LedgerDataset::getDatasetVersion, LedgerDataset::getMadeFrom, LedgerDataset::getModelsList)
                .containsExactly(
                        tuple(named, "", List.of()),
                        tuple(flipped, named, List.of(model)),
                        tuple(crops, named, List.of()));

        String own = dataset("own", OTHER, crops);
        made("from-own", own);
        assertThat(impact(scene.project, LEDGER).getDatasetsCount()).isEqualTo(3);
    }

    @Test
    void thereIsALimit() throws StatusException {
        dataset("one", LEDGER);
        String newest = dataset("two", LEDGER);
        LedgerImpact impact = scene.reader.getLedgerImpact(
                request(scene.project, LEDGER).setMaxDatasets(1).build());
        assertThat(impact.getDatasetsList())
                .extracting(LedgerDataset::getDatasetVersion)
                .containsExactly(newest);
        assertThat(impact.getTruncated()).isTrue();
    }

    @Test
    void projectsAreApart() throws StatusException {
        dataset("ours", LEDGER);
        Scene theirs = new Scene(RIG);
        assertThat(impact(theirs.project, LEDGER)).isEqualTo(LedgerImpact.getDefaultInstance());
        refused(NotFound.class, ErrorReason.ERROR_REASON_PROJECT_NOT_FOUND, () -> impact("projects/nowhere", LEDGER));
    }

    @Test
    void onlyLedgersThatAVersionOfTheProjectNamesAreNamed() throws StatusException {
        dataset("one", LEDGER);
        dataset("two", LEDGER);
        FindNamedLedgersRequest request = FindNamedLedgersRequest.newBuilder()
                .setParent(scene.project)
                .addLedgers(raw(OTHER))
                .addLedgers(raw(LEDGER))
                .build();
        assertThat(scene.reader.findNamedLedgers(request).getLedgersList()).containsExactly(raw(LEDGER));
        assertThat(scene.reader.findNamedLedgers(
                        request.toBuilder().setParent(new Scene(RIG).project).build()))
                .isEqualTo(NamedLedgers.getDefaultInstance());
    }

    private static LedgerDataset.Builder told(String version) {
        return LedgerDataset.newBuilder().setDatasetVersion(version).setLedger(raw(LEDGER));
    }

    private LedgerImpact impact(String project, String ledger) throws StatusException {
        return scene.reader.getLedgerImpact(request(project, ledger).build());
    }

    private static GetLedgerImpactRequest.Builder request(String project, String ledger) {
        return GetLedgerImpactRequest.newBuilder().setParent(project).addLedgers(raw(ledger));
    }

    private static ByteString raw(String digest) {
        return ByteString.copyFrom(Digest.parse(digest).bytes());
    }

    private String made(String id, String from) throws StatusException {
        return scene.create(
                scene.asset(Kind.KIND_DATASET, id),
                Ledgers.sources(Records.dataset(scene.schema, Records.DIGEST), from));
    }

    private String dataset(String id, String ledger, String... from) throws StatusException {
        return Ledgers.dataset(scene, id, ledger, LabelLedgerStatistics.newBuilder(), from);
    }
}
