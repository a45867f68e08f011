package dev.pedigree.label;

import static dev.pedigree.v1.ErrorReason.ERROR_REASON_FIELDS_INVALID;
import static dev.pedigree.v1.ErrorReason.ERROR_REASON_LEDGER_NOT_FOUND;
import static dev.pedigree.v1.ErrorReason.ERROR_REASON_VERSION_NOT_FOUND;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pedigree.chassis.fault.Fault;
import dev.pedigree.label.testing.LabelClient;
import dev.pedigree.label.testing.LabelRig;
import dev.pedigree.lifecycle.name.VersionName;
import dev.pedigree.v1.ClassMapping;
import dev.pedigree.v1.CorrectedLabels;
import dev.pedigree.v1.HoldingDataset;
import dev.pedigree.v1.LabelInDoubt;
import dev.pedigree.v1.LabelLedger;
import dev.pedigree.v1.SchemaLabels;
import dev.pedigree.v1.WhoLearnedRequest;
import dev.pedigree.v1.WhoLearnedResponse;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Which ledgers held a wrong label: along the chain, across schema changes, and in what parted from it.
///
///     first - added - moved - corrected
///        \ - parted - mended
final class WhoLearnedTest {
    @RegisterExtension
    static final LabelRig RIG = LabelRig.usual();

    private static final String ADDED = "sample,object,class,annotator,source\n";
    private static final String CORRECTED =
            "sample,object,annotator,original,corrected,corrector,reason,corrected_at\n";
    private static final String WHY = ",eve,why,2026-02-01T10:00:00Z\n";

    private final LabelClient client = RIG.client();
    private LabelLedger first;
    private LabelLedger added;
    private LabelLedger corrected;

    @BeforeEach
    void label() {
        first = dataset("first", client.initial(client.schema("cat", "dog"), ADDED + """
                a,,cat,ann,human
                b,,cat,ann,human
                c,1,dog,ann,human
                """));
        added = dataset("added", client.additive(first, ADDED + "c,2,cat,bob,human\nd,,cat,ann,human\n"));
        SchemaLabels mapping = SchemaLabels.newBuilder()
                .addMapping(ClassMapping.newBuilder().setFromClass("cat").addToClasses("feline"))
                .addMapping(ClassMapping.newBuilder().setFromClass("dog").addToClasses("hound"))
                .build();
        LabelLedger moved =
                dataset("moved", client.moved(added, client.schema("feline", "hound"), mapping, Optional.empty()));
        corrected = dataset(
                "corrected",
                client.corrective(
                        moved,
                        CORRECTED + "a,,ann,feline,hound" + WHY + "c,2,bob,feline,hound" + WHY + "d,,ann,feline,"
                                + WHY));

        LabelLedger parted = dataset("parted", client.corrective(first, CORRECTED + "b,,ann,cat,dog" + WHY));
        dataset("mended", client.corrective(parted, CORRECTED + "a,,ann,cat,dog" + WHY));
    }

    @Test
    void aLabelHeldFromTheLedgerThatSaidItUpToItsCorrection() {
        assertThat(one(corrected, "a")).containsExactly("added 1", "first 1", "moved 1", "parted 1");
        assertThat(one(corrected, "d")).containsExactly("added 1", "moved 1");
    }

    @Test
    void aClassIsMeantWhateverItWasCalled() {
        List<String> holders = List.of("added 1", "first 1", "moved 1", "parted 1");
        assertThat(one(corrected, LabelInDoubt.newBuilder().setSample("a").setClassId("cat")))
                .isEqualTo(holders);
        assertThat(one(corrected, LabelInDoubt.newBuilder().setSample("a").setClassId("feline")))
                .isEqualTo(holders);
    }

    @Test
    void aLabelThatWasCorrectedOnlyInALineThatPartedIsFoundWhenItsClassIsSaid() {
        assertThat(one(corrected, LabelInDoubt.newBuilder().setSample("b").setClassId("cat")))
                .containsExactly("added 1", "corrected 1", "first 1", "moved 1");
        assertThat(one(corrected, LabelInDoubt.newBuilder().setSample("b").setClassId("dog")))
                .containsExactly("mended 1", "parted 1");
    }

    @Test
    void objectAndAnnotatorSayWhichLabelIsMeant() {
        assertThat(one(corrected, LabelInDoubt.newBuilder().setSample("c").setClassId("dog")))
                .contains("first 1", "parted 1");
        assertThat(one(corrected, LabelInDoubt.newBuilder().setSample("c").setObject("2")))
                .containsExactly("added 1", "moved 1");
        assertThat(one(
                        corrected,
                        LabelInDoubt.newBuilder().setSample("c").setObject("2").setAnnotator("bob")))
                .containsExactly("added 1", "moved 1");
        assertThat(fault(corrected, LabelInDoubt.newBuilder().setSample("c").setObject(""))
                        .reason())
                .isEqualTo(ERROR_REASON_FIELDS_INVALID);
        assertThat(fault(corrected, LabelInDoubt.newBuilder().setSample("c").setAnnotator("joe"))
                        .reason())
                .isEqualTo(ERROR_REASON_FIELDS_INVALID);
    }

    @Test
    void everythingThatAVersionCorrectedIsFoundAtOnce() {
        assertThat(everything(corrected)).containsExactly("added 3", "first 1", "moved 3", "parted 1");
        assertThat(everything(first)).isEmpty();
    }

    @Test
    void whatAMappingWithdrewWholeWasWrongToo() {
        ClassMapping gone = ClassMapping.newBuilder().setFromClass("cat").build();
        LabelLedger withdrawn = client.moved(
                added,
                client.schema("hound"),
                SchemaLabels.newBuilder()
                        .addMapping(gone)
                        .addMapping(
                                ClassMapping.newBuilder().setFromClass("dog").addToClasses("hound"))
                        .build(),
                Optional.empty());
        assertThat(everything(withdrawn)).containsExactly("added 4", "corrected 1", "first 2", "moved 4", "parted 1");
        LabelLedger anew = client.moved(
                added,
                client.schema("hound", "poodle"),
                SchemaLabels.newBuilder()
                        .addMapping(gone)
                        .addMapping(ClassMapping.newBuilder()
                                .setFromClass("dog")
                                .addToClasses("hound")
                                .addToClasses("poodle"))
                        .build(),
                Optional.of(CORRECTED + "c,1,ann,dog,poodle" + WHY));
        assertThat(everything(anew))
                .containsExactly("added 5", "corrected 2", "first 3", "mended 1", "moved 5", "parted 2");
    }

    @Test
    void whatWasSaidAnewAfterPartingIsAnotherStatement() {
        LabelLedger other = dataset("other", client.additive(first, ADDED + "d,,cat,ann,human\n"));
        assertThat(one(corrected, "d")).containsExactly("added 1", "moved 1");
        assertThat(one(corrected, LabelInDoubt.newBuilder().setSample("d").setClassId("cat")))
                .containsExactly("added 1", "moved 1", "other 1");
        assertThat(everything(corrected)).containsExactly("added 3", "first 1", "moved 3", "other 1", "parted 1");
        assertThat(other.getParent()).isEqualTo(first.getDigest());
    }

    @Test
    void ledgersThatNoVersionNamesAreLeftOut() {
        client.additive(first, ADDED + "e,,cat,ann,human\n");
        assertThat(one(corrected, "a")).containsExactly("added 1", "first 1", "moved 1", "parted 1");
    }

    @Test
    void otherProjectsHaveTheSameLedgersAndAreNotTold() {
        LabelClient stranger = RIG.client();
        LabelLedger same = stranger.initial(stranger.schema("cat", "dog"), ADDED + "a,,cat,ann,human\n");
        stranger.dataset("theirs", same);
        LabelLedger ours = client.initial(client.schema("cat", "dog"), ADDED + "a,,cat,ann,human\n");
        client.dataset("ours", ours);
        assertThat(ours.getDigest()).isEqualTo(same.getDigest());
        assertThat(one(ours, LabelInDoubt.newBuilder().setSample("a").setClassId("cat")))
                .containsExactly("ours 1");
    }

    @Test
    void whatIsNotThereCannotBeInDoubt() {
        assertThat(fault(
                        corrected,
                        LabelInDoubt.newBuilder().setSample("nowhere").setClassId("cat")))
                .hasMessageContaining("nothing was ever said");
        assertThat(fault(first, LabelInDoubt.newBuilder().setSample("a"))).hasMessageContaining("label.class_id");
        WhoLearnedRequest.Builder nowhere =
                WhoLearnedRequest.newBuilder().setCorrected(CorrectedLabels.getDefaultInstance());
        assertThat(fault(nowhere.setName(client.project() + "/labelLedgers/sha256:" + "ab".repeat(32)))
                        .reason())
                .isEqualTo(ERROR_REASON_LEDGER_NOT_FOUND);
        assertThat(fault(nowhere.setName(client.project() + "/datasets/nothing/versions/1"))
                        .reason())
                .isEqualTo(ERROR_REASON_VERSION_NOT_FOUND);
    }

    private LabelLedger dataset(String id, LabelLedger ledger) {
        client.dataset(id, ledger);
        return ledger;
    }

    private List<String> one(LabelLedger ledger, String sample) {
        return one(ledger, LabelInDoubt.newBuilder().setSample(sample));
    }

    private List<String> one(LabelLedger ledger, LabelInDoubt.Builder label) {
        return holders(client.stub().whoLearned(asking(ledger, label)));
    }

    private List<String> everything(LabelLedger ledger) {
        return holders(client.stub()
                .whoLearned(WhoLearnedRequest.newBuilder()
                        .setName(ledger.getName())
                        .setCorrected(CorrectedLabels.getDefaultInstance())
                        .build()));
    }

    private static List<String> holders(WhoLearnedResponse response) {
        return response.getDatasetsList().stream().map(WhoLearnedTest::holder).toList();
    }

    private static String holder(HoldingDataset dataset) {
        return VersionName.parse(dataset.getDatasetVersion()).asset().id() + " " + dataset.getLabels();
    }

    private static WhoLearnedRequest asking(LabelLedger ledger, LabelInDoubt.Builder label) {
        return WhoLearnedRequest.newBuilder()
                .setName(ledger.getName())
                .setLabel(label)
                .build();
    }

    private Fault fault(LabelLedger ledger, LabelInDoubt.Builder label) {
        return LabelClient.fault(() -> client.stub().whoLearned(asking(ledger, label)));
    }

    private Fault fault(WhoLearnedRequest.Builder request) {
        return LabelClient.fault(() -> client.stub().whoLearned(request.build()));
    }
}
