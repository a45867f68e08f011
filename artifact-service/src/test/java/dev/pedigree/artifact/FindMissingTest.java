package dev.pedigree.artifact;

import static dev.pedigree.artifact.Client.digest;
import static dev.pedigree.artifact.Client.item;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.pedigree.artifact.jooq.Tables;
import dev.pedigree.chassis.host.ServiceHost;
import dev.pedigree.v1.BlobUpload;
import io.grpc.ManagedChannel;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class FindMissingTest {
    private static final String LOCK = "lock table artifact.blob in access exclusive mode";

    @RegisterExtension
    static final ArtifactExtension ARTIFACTS = ArtifactExtension.usual();

    @Test
    void whatThisServiceStoredOrSaidBeforeIsAnsweredWithoutTheDatabase() throws Exception {
        Client client = ARTIFACTS.client("memory");
        List<BlobUpload> items = upload(client);
        ARTIFACTS.restart();
        ByteString fresh = RandomBytes.of(1_000 * 32);
        awaitFilter(client, fresh);
        assertThat(client.missing(digests(items))).isEmpty();

        try (Connection connection = ARTIFACTS.postgres().asOwner().getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute(LOCK);
            assertThat(client.missing(digests(items).concat(fresh))).isEqualTo(fresh);
        }
    }

    /// Asks about what is surely new until that needs the database no more.
    private static void awaitFilter(Client client, ByteString fresh) throws Exception {
        Instant end = Instant.now().plus(Duration.ofSeconds(20));
        try (Connection connection = ARTIFACTS.postgres().asOwner().getConnection();
                Statement statement = connection.createStatement()) {
            client.missing(fresh);
            connection.setAutoCommit(false);
            boolean answered = false;
            while (!answered) {
                assertThat(Instant.now()).isBefore(end);
                Thread.sleep(100);
                statement.execute(LOCK);
                answered = client.answersWithin(Duration.ofMillis(500), fresh);
                connection.rollback();
            }
        }
    }

    @Test
    void whatOneReplicaSaysIsLeasedIsLeasedInTheDatabase() throws Exception {
        Client client = ARTIFACTS.client("leases");
        List<BlobUpload> items = upload(client);

        client.missing(digests(items));
        client.missing(digests(items));

        int tooShort = ARTIFACTS
                .database()
                .read(sql -> sql.fetchCount(
                        Tables.BLOB,
                        Tables.BLOB
                                .LEASED_UNTIL
                                .lt(Instant.now().plus(Duration.ofHours(24)))
                                .and(Tables.BLOB.SHA256.in(items.stream()
                                        .map(item -> item.getDigest().toByteArray())
                                        .toList()))));
        assertThat(tooShort).isZero();
    }

    @Test
    void whatAnotherReplicaStoresIsThereSoon() throws Exception {
        Client client = ARTIFACTS.client("replicas");
        upload(client);
        ServiceHost host = ArtifactExtension.start(
                new Artifacts(ArtifactSettings.usual(), ARTIFACTS.database(), ARTIFACTS.objects(), Optional.empty()));
        ManagedChannel channel = ArtifactExtension.channel(host, ArtifactExtension.GATEWAY);
        try {
            Client other = new Client(channel, "replicas");
            awaitFilter(other, RandomBytes.of(320));
            ByteString late = RandomBytes.of(50);
            client.batch(List.of(item(late)));

            Instant end = Instant.now().plus(Duration.ofSeconds(20));
            while (!other.missing(digest(late)).isEmpty()) {
                assertThat(Instant.now()).isBefore(end);
                Thread.sleep(100);
            }
        } finally {
            channel.shutdownNow();
            host.close();
        }
    }

    @Test
    void aDigestMadeToLookAlmostLikeOneThatIsThereIsMissing() throws Exception {
        Client client = ARTIFACTS.client("alike");
        ByteString there = upload(client).getFirst().getDigest();

        for (int index = 0; index < 32; index++) {
            byte[] alike = there.toByteArray();
            alike[index] ^= 1;
            assertThat(client.missing(ByteString.copyFrom(alike))).hasSize(32);
        }
    }

    @Test
    void whatOneProjectHasIsMissingToAnother() throws Exception {
        ByteString digests = digests(upload(ARTIFACTS.client("mine")));
        Client stranger = ARTIFACTS.client("theirs");
        upload(stranger);

        assertThat(stranger.missing(digests)).isEqualTo(digests);
        assertThat(stranger.missing(digests)).isEqualTo(digests);
    }

    private static List<BlobUpload> upload(Client client) throws Exception {
        List<BlobUpload> items =
                IntStream.range(0, 100).mapToObj(_ -> item(RandomBytes.of(50))).toList();
        client.batch(items);
        return items;
    }

    private static ByteString digests(List<BlobUpload> items) {
        return ByteString.copyFrom(items.stream().map(BlobUpload::getDigest).toList());
    }
}
