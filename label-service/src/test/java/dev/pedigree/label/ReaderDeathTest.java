package dev.pedigree.label;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pedigree.label.testing.LabelClient;
import dev.pedigree.label.testing.LabelRig;
import dev.pedigree.label.testing.Readers;
import dev.pedigree.v1.InitialLabels;
import dev.pedigree.v1.LabelFaultKind;
import dev.pedigree.v1.LabelRefusal;
import dev.pedigree.v1.PrepareLabelsRequest;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// The process that reads change files dies or hangs; the service does not.
final class ReaderDeathTest {
    @RegisterExtension
    static final LabelRig RIG = LabelRig.with(Map.of("PEDIGREE_LABEL_READER_PATIENCE", "4s"));

    private static final String FIRST = "sample,class,annotator,source\na,cat,ann,human\n";

    private final LabelClient client = RIG.client();
    private final PrepareLabelsRequest.Builder request =
            client.csv(client.schema("cat"), FIRST).setInitial(InitialLabels.getDefaultInstance());

    @Test
    void aReaderThatDiedIdleIsReplacedAndNoFileIsBlamed() throws Exception {
        ProcessHandle reader = Readers.only();
        reader.destroyForcibly();
        reader.onExit().join();
        assertThat(client.ledger(request).getStatistics().getAnnotations()).isEqualTo(1);
    }

    @Test
    void aFileThatKillsItsReaderIsRefusedAndTheNextIsRead() throws Exception {
        ProcessHandle reader = Readers.only();
        Readers.hang(reader);
        CompletableFuture<LabelRefusal> refusal = CompletableFuture.supplyAsync(() -> client.refusal(request));
        CompletableFuture.delayedExecutor(1, TimeUnit.SECONDS).execute(reader::destroyForcibly);
        assertThat(refusal.join().getKinds(0).getKind()).isEqualTo(LabelFaultKind.LABEL_FAULT_KIND_FILE_UNREADABLE);
        assertThat(client.ledger(request).getStatistics().getAnnotations()).isEqualTo(1);
    }

    @Test
    void aFileThatHoldsItsReaderUpIsGivenUp() throws Exception {
        ProcessHandle reader = Readers.only();
        Readers.hang(reader);
        assertThat(client.refusal(request).getKinds(0).getKind())
                .isEqualTo(LabelFaultKind.LABEL_FAULT_KIND_FILE_TOO_LARGE);
        assertThat(reader.isAlive()).isFalse();
        assertThat(client.ledger(request).getStatistics().getAnnotations()).isEqualTo(1);
    }

    @Test
    void aReaderKnowsNoSecretAndIsTheFirstToGoWhereMemoryRunsOut() throws Exception {
        ProcessHandle reader = Readers.only();
        assertThat(Readers.read(reader, "environ")).doesNotContain("PEDIGREE");
        assertThat(Readers.read(reader, "oom_score_adj")).isEqualTo("1000\n");
    }

    @Test
    void readersEndWithTheService() throws Exception {
        ProcessHandle reader = Readers.only();
        RIG.restart(false);
        assertThat(reader.isAlive()).isFalse();
        assertThat(Readers.only().isAlive()).isTrue();
    }
}
