package dev.pedigree.artifact;

import static dev.pedigree.artifact.Client.digest;
import static dev.pedigree.artifact.Client.digestOf;
import static dev.pedigree.artifact.Client.entry;
import static dev.pedigree.artifact.Client.fault;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.pedigree.artifact.blob.Hasher;
import dev.pedigree.chassis.fault.Refused;
import dev.pedigree.lifecycle.Digest;
import dev.pedigree.v1.ManifestEntry;
import dev.pedigree.v1.UploadBlobRequest;
import dev.pedigree.v1.UploadBlobResponse;
import io.grpc.ManagedChannel;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ArtifactServiceTest {
    private static final int MIB = 1 << 20;
    private static final int CHUNKS = 256;
    private static final int SIGTERM = 143;

    @RegisterExtension
    static final ArtifactExtension STORES = ArtifactExtension.usual();

    private static ArtifactProcess process;
    private static ManagedChannel channel;

    private final Client client = new Client(channel, "process");

    @BeforeAll
    static void start() throws Exception {
        process = ArtifactProcess.start(
                STORES.postgres(),
                STORES.s3Settings(),
                Map.of("PEDIGREE_UPLOAD_MEMORY_MIB", "32", "PEDIGREE_DOWNLOAD_MEMORY_MIB", "32"),
                "-Xmx112m",
                "-XX:MaxDirectMemorySize=64m");
        channel = process.channel();
    }

    @AfterAll
    static void stop() {
        process.close();
        channel.shutdownNow();
    }

    @Test
    void streamsLargerThanTheHeapPassThroughIt() throws Exception {
        List<ByteString> chunks =
                IntStream.range(0, 8).mapToObj(_ -> RandomBytes.of(MIB)).toList();
        Hasher hasher = new Hasher();
        IntStream.range(0, CHUNKS).forEach(number -> hasher.update(chunks.get(number % 8)));
        Digest digest = hasher.finish();

        assertThat(upload(digest, chunks).getExisted()).isFalse();
        assertThat(upload(digest, chunks).getExisted()).isTrue(); // answered while the client still sends
        Hasher received = new Hasher();
        client.download(digest, received::update);
        assertThat(received.finish()).isEqualTo(digest);
    }

    private UploadBlobResponse upload(Digest digest, List<ByteString> chunks) throws Exception {
        var call = client.beginUpload();
        boolean open = call.write(client.first(ByteString.copyFrom(digest.bytes()), (long) CHUNKS * MIB));
        for (int number = 0; open && number < CHUNKS; number++) {
            open = call.write(UploadBlobRequest.newBuilder()
                    .setData(chunks.get(number % 8))
                    .build());
        }
        call.halfClose();
        return call.read();
    }

    @Test
    void aLongRefusalArrivesWhole() {
        List<ManifestEntry> entries = IntStream.range(0, 1_500)
                .mapToObj(number -> entry("missing/%05d".formatted(number), RandomBytes.of(4)))
                .toList();

        var fault = fault(() -> client.commit(ManifestTest.digest(entries), entries));

        assertThat(((Refused) fault).violations()).hasSize(1_000);
    }

    @Test
    void itDrainsWhenAskedToEnd() throws Exception {
        ByteString blob = RandomBytes.of(2 * MIB);
        try (ArtifactProcess other = ArtifactProcess.start(STORES.postgres(), STORES.s3Settings(), Map.of())) {
            ManagedChannel itsChannel = other.channel();
            Client itsClient = new Client(itsChannel, "process");
            var call = itsClient.beginUpload();
            call.write(itsClient.first(digest(blob), blob.size()));
            call.write(UploadBlobRequest.newBuilder()
                    .setData(blob.substring(0, MIB))
                    .build());
            var exit = new java.util.concurrent.FutureTask<>(other::terminate);
            Thread.ofVirtual().start(exit);
            Thread.sleep(500);
            call.write(
                    UploadBlobRequest.newBuilder().setData(blob.substring(MIB)).build());
            call.halfClose();

            assertThat(call.read().getExisted()).isFalse();
            assertThat(exit.get()).isEqualTo(SIGTERM);
            itsChannel.shutdownNow();
        }
        assertThat(client.download(digestOf(blob))).isEqualTo(blob);
    }
}
