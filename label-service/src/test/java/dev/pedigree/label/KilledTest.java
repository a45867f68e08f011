package dev.pedigree.label;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pedigree.label.testing.LabelClient;
import dev.pedigree.label.testing.LabelRig;
import dev.pedigree.label.testing.Readers;
import dev.pedigree.v1.FindLabelsRequest;
import dev.pedigree.v1.InitialLabels;
import dev.pedigree.v1.Label;
import dev.pedigree.v1.LabelFileFormat;
import dev.pedigree.v1.LabelLedger;
import dev.pedigree.v1.PrepareLabelsRequest;
import io.grpc.StatusRuntimeException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// The service is killed while it makes a ledger; the same change gives the same ledger after it has come back.
final class KilledTest {
    @RegisterExtension
    static final LabelRig RIG = LabelRig.killable();

    private static final String LABELS = "sample,class,annotator,source\na,cat,ann,human\nb,cat,ann,human\n";
    private static final String CORRECTIONS = """
        sample,annotator,original,corrected,corrector,reason,corrected_at
        a,ann,cat,,eve,empty,2026-02-01T10:00:00Z
        """;

    @Test
    void aKilledServiceGoesOnWhereItWas() throws Exception {
        LabelClient client = RIG.client();
        PrepareLabelsRequest.Builder request =
                client.csv(client.schema("cat"), LABELS).setInitial(InitialLabels.getDefaultInstance());
        killAmidAFile(client);
        RIG.restart(false);
        killBeforeTheRow(client.over(RIG), request);
        RIG.restart(false);
        LabelLedger ledger = client.over(RIG).ledger(request);
        RIG.kill();
        RIG.restart(true);
        LabelClient anew = client.over(RIG);
        assertThat(anew.ledger(request).getStatistics()).isEqualTo(ledger.getStatistics());
        assertThat(anew.ledger(request).getDigest()).isEqualTo(ledger.getDigest());
        LabelLedger corrected = anew.corrective(ledger, CORRECTIONS);
        assertThat(anew.stub()
                        .findLabels(FindLabelsRequest.newBuilder()
                                .setName(corrected.getName())
                                .build())
                        .getLabelsList())
                .extracting(Label::getSample)
                .containsExactly("b");
    }

    private static void killAmidAFile(LabelClient client) {
        byte[] large = Parquet.write("""
            select 's' || i % 100 as sample, 'cat' as class, 'ann' as annotator, 'human' as source
            from range(20000000) t(i)\
            """);
        PrepareLabelsRequest.Builder request = client.file(
                        client.schema("cat"), large, LabelFileFormat.LABEL_FILE_FORMAT_PARQUET)
                .setInitial(InitialLabels.getDefaultInstance());
        ProcessHandle reader = Readers.of(RIG.process()).getFirst();
        assertThatThrownBy(() -> client.stub().prepareLabels(request.build()).forEachRemaining(step -> {
                    assertThat(step.getProgress().getStage()).isEqualTo("reading");
                    RIG.kill();
                }))
                .isInstanceOf(StatusRuntimeException.class);
        assertThat(reader.onExit().orTimeout(20, TimeUnit.SECONDS).join().isAlive())
                .isFalse();
    }

    /// Its files are stored then: the row is what it does last, and that has to wait.
    private static void killBeforeTheRow(LabelClient client, PrepareLabelsRequest.Builder request)
            throws SQLException, InterruptedException {
        try (Connection connection = RIG.database().asOwner().getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("lock table label.ledger in share mode");
            CompletableFuture<LabelLedger> waiting = CompletableFuture.supplyAsync(() -> client.ledger(request));
            awaitWaiting(statement);
            RIG.kill();
            assertThatThrownBy(waiting::join).isInstanceOf(CompletionException.class);
            connection.rollback();
        }
    }

    private static void awaitWaiting(Statement statement) throws SQLException, InterruptedException {
        for (int tries = 0; tries < 1_000; tries++) {
            try (ResultSet waiting = statement.executeQuery(
                    "select exists (select from pg_locks where not granted and relation = 'label.ledger'::regclass)")) {
                waiting.next();
                if (waiting.getBoolean(1)) {
                    return;
                }
            }
            Thread.sleep(20);
        }
        throw new AssertionError("nobody writes a row");
    }
}
