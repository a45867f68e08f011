package dev.pedigree.label;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pedigree.chassis.fault.Fault;
import dev.pedigree.chassis.fault.Refused;
import dev.pedigree.chassis.fault.Violation;
import dev.pedigree.label.testing.LabelClient;
import dev.pedigree.label.testing.LabelRig;
import dev.pedigree.v1.ErrorReason;
import dev.pedigree.v1.FindLabelsRequest;
import dev.pedigree.v1.GetLabelStatsRequest;
import dev.pedigree.v1.LabelLedger;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Which ledgers stay, and which are forgotten.
final class KeepingTest {
    @RegisterExtension
    static final LabelRig RIG = LabelRig.usual();

    private static final String FIRST = "sample,class,annotator,source\na,cat,ann,human\n";

    private final LabelClient client = RIG.client();
    private final String schema = client.schema("cat", "dog");

    @Test
    void aLedgerThatWasHeldAndThatNoVersionNamesIsForgottenAfterItsLease() throws Exception {
        LabelLedger first = client.initial(schema, FIRST);
        LabelLedger second = client.additive(first, FIRST.replace("a,cat", "b,cat"));
        assertThat(client.hold(second).getLedger().getDigest()).isEqualTo(second.getDigest());
        int files = RIG.labelFiles().size();
        RIG.lapse();
        RIG.restart(false);

        LabelClient anew = client.over(RIG);
        eventually(() -> !isThere(anew, first));
        Fault refused = LabelClient.fault(() -> anew.hold(second));
        assertThat(refused.reason()).isEqualTo(ErrorReason.ERROR_REASON_LEDGER_NOT_FOUND);
        assertThat(refused).hasMessageContaining(second.getDigest());
        assertThat(RIG.labelFiles()).hasSizeLessThanOrEqualTo(files - 2);
        assertThat(anew.initial(schema, FIRST).getDigest()).isEqualTo(first.getDigest());
    }

    @Test
    void aLedgerThatAVersionNamesStaysAndSoDoesWhatItFollows() throws Exception {
        LabelLedger draft = client.initial(schema, FIRST);
        LabelLedger parent = client.initial(schema, FIRST.replace("a,cat", "b,cat"));
        LabelLedger named = client.additive(parent, FIRST.replace("a,cat", "c,cat"));
        client.dataset("images", named);
        RIG.lapse();
        RIG.restart(false);

        LabelClient anew = client.over(RIG);
        eventually(() -> !isThere(anew, draft));
        eventually(() -> RIG.isHeld(named.getChangeFile()) && RIG.isHeld(parent.getChangeFile()));
        assertThat(isThere(anew, parent)).isTrue();
        assertThat(anew.stub()
                        .findLabels(FindLabelsRequest.newBuilder()
                                .setName(named.getName())
                                .build())
                        .getLabelsCount())
                .isEqualTo(2);
    }

    @Test
    void aLedgerWhoseFilesAreGoneIsNotHeld() throws Exception {
        LabelLedger ledger = client.initial(schema, FIRST.replace("a,cat", "z,dog"));
        RIG.lose(java.util.List.of(ledger.getChangeFile()));

        Refused refused = (Refused) LabelClient.fault(() -> client.hold(ledger));
        assertThat(refused.violations()).extracting(Violation::subject).containsExactly(ledger.getName());
        assertThat(stats(client, ledger).getExpireTime()).isEqualTo(ledger.getExpireTime());
    }

    private static LabelLedger stats(LabelClient client, LabelLedger ledger) {
        return client.stub()
                .getLabelStats(GetLabelStatsRequest.newBuilder()
                        .setName(ledger.getName())
                        .build());
    }

    private static boolean isThere(LabelClient client, LabelLedger ledger) {
        try {
            return stats(client, ledger).getDigest().equals(ledger.getDigest());
        } catch (io.grpc.StatusRuntimeException failure) {
            assertThat(LabelClient.fault(() -> {
                                throw failure;
                            })
                            .reason())
                    .isEqualTo(ErrorReason.ERROR_REASON_LEDGER_NOT_FOUND);
            return false;
        }
    }

    private static void eventually(Callable<Boolean> condition) throws Exception {
        Instant deadline = Instant.now().plus(Duration.ofSeconds(60));
        while (!condition.call()) {
            assertThat(Instant.now()).isBefore(deadline);
            Thread.sleep(50);
        }
    }
}
