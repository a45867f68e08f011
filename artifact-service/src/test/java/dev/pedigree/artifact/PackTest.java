package dev.pedigree.artifact;

import static dev.pedigree.artifact.Client.digestOf;
import static dev.pedigree.artifact.Client.entry;
import static dev.pedigree.artifact.Client.fault;
import static dev.pedigree.artifact.Client.item;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.pedigree.chassis.fault.Unavailable;
import dev.pedigree.chassis.host.ServiceHost;
import dev.pedigree.v1.BatchUploadBlobsResponse;
import dev.pedigree.v1.BlobUpload;
import dev.pedigree.v1.ErrorReason;
import dev.pedigree.v1.ManifestEntry;
import io.grpc.ManagedChannel;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PackTest {
    private static final int OTHERS = 10;

    @RegisterExtension
    static final ArtifactExtension ARTIFACTS = ArtifactExtension.usual();

    private final GatedStore store = new GatedStore(ARTIFACTS.objects());
    private final ServiceHost host = ArtifactExtension.start(
            new Artifacts(ArtifactSettings.usual(), ARTIFACTS.database(), store, Optional.empty()));
    private final ManagedChannel channel = ArtifactExtension.channel(host, ArtifactExtension.GATEWAY);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Future<BatchUploadBlobsResponse>> calls = new ArrayList<>();

    @AfterEach
    void stop() {
        channel.shutdownNow();
        host.close();
        threads.close();
    }

    @Test
    void aBatchIsOneObject() throws Exception {
        Client client = client("one");
        List<BlobUpload> items = items(300);
        store.open(1);

        client.batch(items);

        assertThat(packs("one")).isEqualTo(1);
        assertThat(ARTIFACTS.objects().list("projects/one/", "", 10)).hasSize(1);
        assertThat(client.missing(digests(items))).isEmpty();
    }

    @Test
    void aSmallBlobThatIsStreamedIsPackedToo() throws Exception {
        store.open(1);

        client("stream").upload(RandomBytes.of(128 << 10));

        assertThat(packs("stream")).isEqualTo(1);
    }

    @Test
    void whileTwoPacksAreOnTheirWayTheOthersGatherInOne() throws Exception {
        Client client = client("gather");
        List<BlobUpload> items = twoOnTheirWayAndTheOthersWaiting(client);

        store.open(3);

        for (Future<BatchUploadBlobsResponse> call : calls) {
            assertThat(call.get().getResults(0).getStatus().getCode()).isZero();
        }
        assertThat(packs("gather")).isEqualTo(3);
        assertThat(client.missing(digests(items))).isEmpty();
        for (BlobUpload item : items) {
            assertThat(client.download(digestOf(item.getData()))).isEqualTo(item.getData());
        }
    }

    @Test
    void aPackThatIsNotTakenFailsAllWhoShareItAndNobodyElse() throws Exception {
        Client client = client("fail");
        List<BlobUpload> items = twoOnTheirWayAndTheOthersWaiting(client);
        store.open(2);
        calls.get(0).get();
        calls.get(1).get();
        store.fail(true);
        store.open(1);

        for (Future<BatchUploadBlobsResponse> call : calls.subList(2, calls.size())) {
            assertThat(fault(() -> unwrap(call))).isInstanceOf(Unavailable.class);
        }
        assertThat(client.missing(digests(items))).isEqualTo(digests(items.subList(2, items.size())));

        store.fail(false);
        store.open(1);
        client.batch(items);
        assertThat(client.missing(digests(items))).isEmpty();
    }

    @Test
    void whoBringsWhatIsOnItsWaySharesIt() throws Exception {
        Client client = client("twins");
        BlobUpload item = item(RandomBytes.of(100));
        IntStream.range(0, OTHERS).forEach(_ -> send(client, item));
        await(() -> store.arrived() == 1);

        store.open(1);

        for (Future<BatchUploadBlobsResponse> call : calls) {
            assertThat(call.get().getResults(0).getStatus().getCode()).isZero();
        }
        assertThat(packs("twins")).isEqualTo(1);
    }

    @Test
    void aCallerWhoGoesAwayTakesNothingFromTheOthers() throws Exception {
        Client client = client("gone");
        BlobUpload item = item(RandomBytes.of(100));
        ManagedChannel theirs = ArtifactExtension.channel(host, ArtifactExtension.GATEWAY);
        send(new Client(theirs, "gone"), item);
        await(() -> store.arrived() == 1);
        send(client, item);
        theirs.shutdownNow();
        assertThat(fault(() -> unwrap(calls.getFirst())).getMessage()).isNotNull();

        store.open(1);

        assertThat(calls.getLast().get().getResults(0).getStatus().getCode()).isZero();
        assertThat(client.download(digestOf(item.getData()))).isEqualTo(item.getData());
    }

    @Test
    void pagesAreOnTheirWayBeforeTheLastBlobHasComeAndTheListOfThemAfterIt() throws Exception {
        Client client = client("pages");
        BlobUpload late = item(RandomBytes.of(7));
        List<ManifestEntry> entries = List.of(entry("late", late.getData()));
        String digest = ManifestTest.digest(entries);

        assertThat(fault(() -> client.commit(digest, entries)).reason())
                .isEqualTo(ErrorReason.ERROR_REASON_ARTIFACT_MISSING);
        await(() -> store.arrived() == 1);
        store.open(1);
        await(() -> packs("pages") == 1);

        store.open(2);
        client.batch(List.of(late));
        assertThat(client.commit(digest, entries).getFileCount()).isEqualTo(1);
        assertThat(store.arrived()).isEqualTo(3);
        assertThat(packs("pages")).isEqualTo(2);
    }

    private List<BlobUpload> twoOnTheirWayAndTheOthersWaiting(Client client) throws Exception {
        List<BlobUpload> items = items(2 + OTHERS);
        send(client, items.get(0));
        await(() -> store.arrived() == 1);
        send(client, items.get(1));
        await(() -> store.arrived() == 2);
        for (BlobUpload item : items.subList(2, items.size())) {
            send(client, item);
        }
        Thread.sleep(1_000); // for all to have come and wait
        assertThat(store.arrived()).isEqualTo(2);
        return items;
    }

    private void send(Client client, BlobUpload item) {
        calls.add(threads.submit(() -> client.batch(List.of(item))));
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        Instant end = Instant.now().plus(Duration.ofSeconds(20));
        while (!condition.getAsBoolean()) {
            assertThat(Instant.now()).isBefore(end);
            Thread.sleep(5);
        }
    }

    private static void unwrap(Future<BatchUploadBlobsResponse> call) throws Throwable {
        try {
            call.get();
        } catch (ExecutionException failure) {
            throw failure.getCause();
        }
    }

    private static List<BlobUpload> items(int count) {
        return IntStream.range(0, count)
                .mapToObj(number -> item(RandomBytes.of(50 + number)))
                .toList();
    }

    private static ByteString digests(List<BlobUpload> items) {
        return ByteString.copyFrom(items.stream().map(BlobUpload::getDigest).toList());
    }

    private Client client(String project) {
        return new Client(channel, project);
    }

    private static int packs(String project) {
        return ARTIFACTS
                .objects()
                .list("projects/%s/packs/".formatted(project), "", 100)
                .size();
    }
}
