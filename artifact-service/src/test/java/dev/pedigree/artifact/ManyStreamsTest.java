package dev.pedigree.artifact;

import static dev.pedigree.artifact.Client.digestOf;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.grpc.ManagedChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Many large streams at once through a service whose heap holds a fraction of what they bring. With more of them,
/// `-Dpedigree.streams=64`, it needs hardly more memory, and says how much.
@Timeout(600)
class ManyStreamsTest {
    private static final int STREAMS = Integer.getInteger("pedigree.streams", 16);
    private static final int SIZE = (20 << 20) + 7;

    @RegisterExtension
    static final ArtifactExtension STORES = ArtifactExtension.usual();

    @Test
    void memoryIsWhatTheSettingsSayHoweverManyThereAre() throws Exception {
        List<ByteString> blobs =
                IntStream.range(0, STREAMS).mapToObj(_ -> RandomBytes.of(SIZE)).toList();
        try (ArtifactProcess service = ArtifactProcess.start(
                STORES.postgres(),
                STORES.s3Settings(),
                Map.of("PEDIGREE_UPLOAD_MEMORY_MIB", "32", "PEDIGREE_DOWNLOAD_MEMORY_MIB", "32"),
                "-Xmx160m",
                "-XX:+UseSerialGC",
                "-XX:+UseCompactObjectHeaders",
                "-XX:+ExitOnOutOfMemoryError")) {
            List<ManagedChannel> channels =
                    blobs.stream().map(_ -> service.channel()).toList();
            List<Client> clients = channels.stream()
                    .map(channel -> new Client(channel, "streams"))
                    .toList();

            Race.run(STREAMS, number -> clients.get(number).upload(blobs.get(number)));
            say("uploaded", service);
            List<ByteString> back = Race.run(
                    STREAMS, number -> clients.get(number).download(digestOf(blobs.get((number + 1) % STREAMS))));
            say("downloaded", service);

            for (int number = 0; number < STREAMS; number++) {
                assertThat(back.get(number)).isEqualTo(blobs.get((number + 1) % STREAMS));
            }
            channels.forEach(ManagedChannel::shutdownNow);
        }
    }

    private static void say(String what, ArtifactProcess service) throws Exception {
        String memory = Files.readAllLines(Path.of("/proc", Long.toString(service.pid()), "status")).stream()
                .filter(line -> line.startsWith("VmHWM"))
                .findFirst()
                .orElse("");
        System.out.printf("%d streams of %d bytes at once %s, service %s%n", STREAMS, SIZE, what, memory);
    }
}
