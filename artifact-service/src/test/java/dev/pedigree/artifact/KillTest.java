package dev.pedigree.artifact;

import static dev.pedigree.artifact.Client.digest;
import static dev.pedigree.artifact.Client.digestOf;
import static dev.pedigree.artifact.Client.item;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.grpc.ManagedChannel;
import io.grpc.StatusException;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class KillTest {
    @RegisterExtension
    static final ArtifactExtension ARTIFACTS = ArtifactExtension.usual();

    @Test
    void aServiceThatIsKilledBetweenThePackAndItsRowsLeavesNothingThatIsSeen() throws Exception {
        Client client = ARTIFACTS.client("kill");
        ByteString blob = RandomBytes.of(1_000);
        try (ArtifactProcess process = ArtifactProcess.start(ARTIFACTS.postgres(), ARTIFACTS.s3Settings(), Map.of());
                Connection connection = ARTIFACTS.postgres().asOwner().getConnection();
                Statement statement = connection.createStatement()) {
            ManagedChannel channel = process.channel();
            connection.setAutoCommit(false);
            statement.execute("lock table artifact.container in share mode"); // no row comes in
            FutureTask<?> upload = new FutureTask<>(() -> new Client(channel, "kill").batch(List.of(item(blob))));
            Thread.ofVirtual().start(upload);
            awaitPack();

            process.kill();

            assertThatThrownBy(upload::get).hasCauseInstanceOf(StatusException.class);
            connection.rollback();
            channel.shutdownNow();
        }
        assertThat(client.missing(digest(blob))).isEqualTo(digest(blob));
        client.batch(List.of(item(blob)));
        assertThat(client.download(digestOf(blob))).isEqualTo(blob);
    }

    private static void awaitPack() throws InterruptedException {
        Instant end = Instant.now().plus(Duration.ofSeconds(20));
        while (ARTIFACTS.objects().list("projects/kill/packs/", "", 1).isEmpty()) {
            assertThat(Instant.now()).isBefore(end);
            Thread.sleep(10);
        }
    }
}
