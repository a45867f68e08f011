package dev.pedigree.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pedigree.mesh.v1.Change;
import dev.pedigree.mesh.v1.RegistryReaderGrpc;
import dev.pedigree.mesh.v1.WatchChangesRequest;
import dev.pedigree.mesh.v1.WatchChangesResponse;
import dev.pedigree.registry.testing.RegistryRig;
import io.grpc.Context;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(60)
final class FeedMessageSizeTest {
    private static final int WHAT_A_READER_TAKES = 4 * 1024 * 1024;
    private static final int CHANGES = 60;
    private static final int BYTES_EACH = 150_000;

    @RegisterExtension
    static final RegistryRig RIG = new RegistryRig();

    /// 9 MB of changes, where a reader takes 4 MiB in one message: one batch of them must not stall it for ever.
    @Test
    void changesThatNoReaderWouldTakeInOneMessageComeInSeveral() throws Exception {
        List<String> written = writeLargeChanges();

        List<String> read = new ArrayList<>();
        Context.CancellableContext call = Context.current().withCancellation();
        call.run(() -> {
            Iterator<WatchChangesResponse> feed = RegistryReaderGrpc.newBlockingStub(RIG.lineage())
                    .watchChanges(WatchChangesRequest.getDefaultInstance());
            WatchChangesResponse message;
            do {
                message = feed.next();
                assertThat(message.getSerializedSize()).isLessThan(WHAT_A_READER_TAKES);
                message.getChangesList().forEach(change -> read.add(change.getSubject()));
            } while (message.getChangesCount() > 0);
        });
        call.cancel(null);

        assertThat(read).containsSubsequence(written).doesNotHaveDuplicates();
    }

    private static List<String> writeLargeChanges() throws Exception {
        List<String> subjects = new ArrayList<>();
        try (Connection connection = RIG.connect();
                PreparedStatement insert = connection.prepareStatement(
                        "insert into change (subject, revision, payload) values (?, 1, ?)")) {
            for (int number = 0; number < CHANGES; number++) {
                String subject = "projects/large-" + number;
                subjects.add(subject);
                insert.setString(1, subject);
                insert.setBytes(
                        2,
                        Change.newBuilder()
                                .setSubject(subject)
                                .setActor("x".repeat(BYTES_EACH))
                                .build()
                                .toByteArray());
                insert.executeUpdate();
            }
        }
        return subjects;
    }
}
