package dev.pedigree.label;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pedigree.label.testing.LabelClient;
import dev.pedigree.label.testing.LabelRig;
import dev.pedigree.v1.FindLabelsRequest;
import dev.pedigree.v1.Label;
import dev.pedigree.v1.LabelLedger;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Segments are merged while somebody reads them, and the service is killed while it does that.
final class CompactionTest {
    @RegisterExtension
    static final LabelRig RIG = LabelRig.killable();

    private static final String HEADER = "sample,class,annotator,source\n";
    private static final String HOLD_REPLACING = """
        create function label.hold() returns trigger language plpgsql as
            'begin perform pg_advisory_xact_lock(1); return null; end';
        create trigger hold before delete on label.layout for each statement execute function label.hold()\
        """;
    private static final String HELD =
            "select exists (select from pg_locks where locktype = 'advisory' and not granted)";
    private static final String MERGED = "select exists (select from label.layout l join label.segment s"
            + " on s.id = l.segment_id where s.first_ordinal < s.last_ordinal)";

    @Test
    void queriesGoOnWhileALayoutIsReplacedAndNothingIsLostIfThatIsBrokenOff() throws Exception {
        LabelClient client = RIG.client();
        LabelLedger first = client.initial(client.schema("cat"), HEADER + "a,cat,ann,human\n");
        LabelLedger second;
        try (Connection connection = RIG.database().asOwner().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(HOLD_REPLACING);
            statement.execute("select pg_advisory_lock(1)");
            second = client.additive(first, HEADER + "b,cat,ann,human\n");
            await(statement, HELD);
            assertThat(samples(client, second)).containsExactly("a", "b");
            RIG.kill();
            statement.execute("select pg_advisory_unlock(1)");
            RIG.restart(true);
            LabelClient anew = client.over(RIG);
            assertThat(samples(anew, second)).containsExactly("a", "b");
            assertThat(holds(statement, MERGED)).isFalse();

            statement.execute("select pg_advisory_lock(1)");
            LabelLedger third = anew.additive(second, HEADER + "c,cat,ann,human\n");
            await(statement, HELD);
            CompletableFuture<Void> asking = CompletableFuture.runAsync(() -> {
                for (int times = 0; times < 50; times++) {
                    assertThat(samples(anew, third)).containsExactly("a", "b", "c");
                }
            });
            statement.execute("select pg_advisory_unlock(1)");
            await(statement, MERGED);
            asking.get(60, TimeUnit.SECONDS);
            assertThat(samples(anew, third)).containsExactly("a", "b", "c");
            assertThat(samples(anew, second)).containsExactly("a", "b");
        }
    }

    private static List<String> samples(LabelClient client, LabelLedger ledger) {
        return client
                .stub()
                .findLabels(
                        FindLabelsRequest.newBuilder().setName(ledger.getName()).build())
                .getLabelsList()
                .stream()
                .map(Label::getSample)
                .toList();
    }

    private static void await(Statement statement, String condition) throws SQLException, InterruptedException {
        for (int tries = 0; tries < 1_000; tries++) {
            if (holds(statement, condition)) {
                return;
            }
            Thread.sleep(20);
        }
        throw new AssertionError("never: " + condition);
    }

    private static boolean holds(Statement statement, String condition) throws SQLException {
        try (ResultSet row = statement.executeQuery(condition)) {
            row.next();
            return row.getBoolean(1);
        }
    }
}
